// Pages used by nothing but the keyboard.

import { openPage, visit } from './browser.mjs';

const STOPS_MOST = 160; // a page with more controls is walked so far

// Marks every control that Tab has to reach, in the order of the document; gives how many there are.
function markControls() {
	const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
		.filter((e) => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility());

	controls.forEach((control, i) => { control.dataset.stop = i; });
	return controls.length;
}

// Where the focus is, whether it can be seen there, and how it is marked.
function focused() {
	const e = document.activeElement;

	if (!e || e === document.body)
		return null;

	const box = e.getBoundingClientRect();
	const ring = e.closest('svg') ? e.querySelector('.fig-touch') ?? e : e;
	const rings = [e, ring].map((marked) => getComputedStyle(marked));
	const name = `<${e.localName}> "${(e.innerText ?? e.textContent).trim().slice(0, 30)}"`;

	return {
		stop: e.dataset.stop === undefined ? -1 : Number(e.dataset.stop),
		name, left: box.left, right: box.right,
		top: box.top + window.scrollY, bottom: box.bottom + window.scrollY,
		isDrawn: Boolean(e.closest('svg')), scrolls: e.scrollWidth > e.clientWidth,
		isSeen: box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
		isMarked: rings.some((style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
			parseFloat(style.strokeWidth) >= 2),
	};
}

// Whether the eye would have to go back: up without going to the next column, or back on its line.
function isBackwards(from, to) {
	const isAbove = to.bottom <= from.top + 1;
	const isSameLine = to.top < from.bottom && from.top < to.bottom;

	return (isAbove && to.left < from.right - 1) || (isSameLine && to.right <= from.left + 1);
}

// Presses Tab from the top of a page; the faults of the way.
export async function walk(page) {
	const faults = [];
	const count = Math.min(await page.evaluate(markControls), STOPS_MOST);
	let last = null;

	for (let stop = 0; stop < count;) {
		await page.keyboard.press('Tab');
		const now = await page.evaluate(focused);

		if (!now)
			return [...faults, `the focus is lost after ${last?.name ?? 'the start'}`];
		if (now.stop === -1 && now.scrolls)
			continue; // a box that scrolls is a stop that the browser adds by itself
		if (now.stop !== stop)
			return [...faults, `after ${last?.name ?? 'the start'} comes ${now.name}, stop ${now.stop} for ${stop}`];
		if (!now.isSeen)
			faults.push(`${now.name} has the focus out of sight`);
		if (!now.isMarked)
			faults.push(`${now.name} does not show that it has the focus`);
		if (last && !now.isDrawn && !last.isDrawn && isBackwards(last, now))
			faults.push(`the focus goes back from ${last.name} to ${now.name}`);
		last = now;
		stop++;
	}
	return faults;
}

async function skipLink(page) {
	await page.keyboard.press('Tab');
	const first = await page.evaluate(() => document.activeElement.getAttribute('href'));

	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	const isInside = await page.evaluate(() => !document.activeElement.closest('header'));

	return [first === '#main' ? null : `the first stop leads to ${first}`,
		isInside ? null : 'the next stop is still in the header'];
}

async function tabTo(page, selector) {
	for (let i = 0; i < STOPS_MOST; i++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((s) => document.activeElement.matches(s), selector))
			return;
	}
	throw new Error(`Tab does not reach ${selector}`);
}

// The language and the day are chosen by Tab, Enter and typing.
async function viewMenu(page, base) {
	const faults = [];

	await tabTo(page, '.view-menu > summary');
	await page.keyboard.press('Enter');
	if (!await page.evaluate(() => document.querySelector('.view-menu').open))
		faults.push('Enter does not open the menu');
	await tabTo(page, 'a[hreflang="fr"]');
	await Promise.all([page.waitForURL(/lang=fr/), page.keyboard.press('Enter')]);
	if (await page.evaluate(() => document.documentElement.lang) !== 'fr')
		faults.push('the language did not change');

	await visit(page, `${base}/budget?lang=en`);
	await tabTo(page, '.view-menu > summary');
	await page.keyboard.press('Enter');
	await tabTo(page, 'input[type=date]');
	await page.keyboard.type('01012020');
	await Promise.all([page.waitForURL(/as-of=2020-01-01/), page.keyboard.press('Enter')]);
	if (!page.url().includes('lang=en'))
		faults.push(`the language is lost: ${page.url()}`);
	if (!page.url().includes('/budget'))
		faults.push(`the page is lost: ${page.url()}`);
	return faults;
}

// Walks each of the addresses, then uses what all pages have.
export async function keyboard(tap, browser, base, addresses) {
	const page = await openPage(browser, base);

	for (const address of addresses)
		await tap.run(`keyboard ${address} is walked in order, the focus in sight`, async () =>
			[...await visit(page, base + address), ...await walk(page)]);
	await visit(page, `${base}/`);
	await tap.run('keyboard: the first stop skips to the content', () => skipLink(page));
	await visit(page, `${base}/`);
	await tap.run('keyboard: language and day are chosen', () => viewMenu(page, base));
	await page.context().close();
}
