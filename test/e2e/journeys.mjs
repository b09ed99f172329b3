// What a planner does with the pages, by links and forms alone.

import { openPage, visit } from './browser.mjs';
import { get } from './fetch.mjs';
import { parseCsv } from './csv.mjs';
import { same } from './tap.mjs';

const main = (page) => page.locator('main');

async function follow(page, selector) {
	const link = main(page).locator(selector).first();

	await Promise.all([page.waitForNavigation(), link.click()]);
}

async function heading(page) {
	return (await page.locator('h1').first().innerText()).trim();
}

// From the first page down to a finding and its explanation, and back.
async function down(page, base) {
	const faults = await visit(page, `${base}/`);
	const way = [];

	for (const selector of ['a[href^="/node/P1"]', 'a[href^="/node/P1."]', 'a[href^="/outcome/P1."]',
		'a[href^="/indicator/"]', '.finding a[href^="/check/"]']) {
		await follow(page, selector);
		way.push(await heading(page));
	}
	faults.push(new Set(way).size === 5 ? null : `the headings on the way: ${way.join(' | ')}`);
	for (let i = 3; i >= 0; i--) {
		await page.goBack();
		faults.push(same('on the way back', await heading(page), way[i]));
	}
	return [...faults, ...page.faults];
}

// The wrong figures of the plan stand beside the right ones, and are marked.
async function wrongFigures(page, base) {
	const faults = await visit(page, `${base}/budget?lang=en`);

	for (const [code, stated, computed] of [['P1', '13.25', '13.72'], ['P1.1', '5.2', '5.38'], ['P1.2', '8.1', '8.34']]) {
		const row = main(page).locator('tr').filter({ has: page.locator(`a[href^="/node/${code}?"], a[href="/node/${code}"]`) });
		const words = (await row.innerText()).replace(/\s+/g, ' ');
		const marked = (await row.locator('.differs').allInnerTexts()).join(' ');

		if (!words.includes(computed) || !marked.includes(stated))
			faults.push(`${code}: "${words}", marked: "${marked}"`);
	}

	const marks = await main(page).locator('.differs').count();

	faults.push(same('marked shares', marks, 3));
	for (const [address, figures] of [['/node/P1', ['13.25', '13.72']], ['/finding', ['13.25', '13.72', '99.54', '98']],
		['/check/share-of-total', ['13.25', '13.72']]]) {
		await visit(page, `${base}${address}?lang=en`);

		const words = await main(page).innerText();

		faults.push(...figures.filter((figure) => !words.includes(figure)).map((figure) => `${figure} is not on ${address}`));
	}
	return faults;
}

// The day is changed by the form; before the first batch there is a page that says so.
async function anotherDay(page, base) {
	const today = new Date().toISOString().slice(0, 10);

	await visit(page, `${base}/risk?lang=en`);
	await page.locator('.view-menu summary').click();
	await page.locator('input[type=date]').fill(today);
	await Promise.all([page.waitForNavigation(), page.locator('.view-menu form button').click()]);

	const faults = [
		same('the day in the address', new URL(page.url()).searchParams.get('as-of'), today),
		await page.locator('.as-of').count() === 1 ? null : 'the page does not say of which day it is',
	];

	await follow(page, 'a[href^="/risk/"]');
	faults.push(page.url().includes(`as-of=${today}`) ? null : `the day is lost: ${page.url()}`);
	await Promise.all([page.waitForNavigation(), page.locator('.as-of a').click()]);
	faults.push(page.url().includes('as-of') ? `still another day: ${page.url()}` : null);
	faults.push(...await visit(page, `${base}/risk?as-of=2020-01-01`));
	faults.push(await main(page).locator('table').count() ? 'rows from before the first entry' : null);
	return [...faults, ...page.faults];
}

// Every link to data gives data: CSV with a header and as many fields in each row, JSON that parses.
async function data(page, base) {
	const faults = [];

	for (const address of ['/', '/budget', '/risk', '/finding', '/indicator', '/node/P1', '/data']) {
		await visit(page, base + address);
		const links = await page.locator('a[href*="/api/"], a[href*=".csv"]').evaluateAll((all) => all.map((a) => a.href));

		for (const link of new Set(links)) {
			const reply = await get(link);
			const type = reply.headers['content-type'] ?? '';

			if (reply.status !== 200)
				faults.push(`${reply.status} ${link}`);
			else if (type.startsWith('text/csv') && !parseCsv(reply.text).length && reply.text.split(',').length < 2)
				faults.push(`no table: ${link}`);
			else if (type.startsWith('application/json'))
				JSON.parse(reply.text);
			else if (!type.startsWith('text/csv'))
				faults.push(`${type} ${link}`);
		}
	}

	const row = JSON.parse((await get(`${base}/api/v1/node/P1`)).text);

	faults.push(JSON.stringify(row).includes('Affordable connectivity') ? null : 'a row of the API lacks its name');

	const findings = JSON.parse((await get(`${base}/api/v1/finding`)).text);
	const list = Array.isArray(findings) ? findings : Object.values(findings).find(Array.isArray);

	faults.push(list.some((f) => f.check === 'share-of-total' && f.stated === 13.25 && f.computed === 13.72)
		? null : 'the findings of the API lack 13.25 for 13.72');
	return faults;
}

// The counts of the findings on a phone, in the language of the longest words: no word is torn.
async function wholeWords(page, base) {
	const wide = page.viewportSize();

	await page.setViewportSize({ width: 360, height: 740 });
	const faults = [];

	for (const address of ['/', '/finding']) {
		faults.push(...await visit(page, `${base}${address}?lang=ru`));
		faults.push(...await page.locator('.tally').evaluate((tally) => {
			const torn = [];
			const walker = document.createTreeWalker(tally, NodeFilter.SHOW_TEXT);
			const range = document.createRange();

			while (walker.nextNode())
				for (const word of walker.currentNode.data.matchAll(/\p{L}+/gu)) {
					range.setStart(walker.currentNode, word.index);
					range.setEnd(walker.currentNode, word.index + word[0].length);
					if (range.getClientRects().length > 1)
						torn.push(`"${word[0]}" is torn`);
				}
			return torn;
		}));
	}
	await page.setViewportSize(wide);
	return faults;
}

export async function journeys(tap, browser, server) {
	const page = await openPage(browser, server.url);
	const all = {
		'from the overview down to a check, and back': down,
		'the wrong figures of the plan are shown as such': wrongFigures,
		'another day, and back to the present': anotherDay,
		'the data of the pages': data,
		'whole words in the counts of the findings': wholeWords,
	};

	for (const [name, journey] of Object.entries(all))
		await tap.run(`journey: ${name}`, () => journey(page, server.url));
	await page.context().close();
}
