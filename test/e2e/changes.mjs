// What is imported while the server runs is on its pages at the next request.

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openPage, visit } from './browser.mjs';
import { get } from './fetch.mjs';

// One topic's amount of 205,000 becomes 305,000; the sums above it move along.
const BEFORE = '205000';
const AFTER = '305000';
const MOVED = {
	'/': ['3,913,000'],
	'/budget': ['305,000', '623,000', '3,913,000'],
	'/node/P1.1': ['305,000'],
	'/node/P1': ['305,000', '623,000'],
	'/history': ['Another amount'],
	'/plan/OP-26/budget.csv': ['305000'],
	'/api/v1/budget_line': ['305000'],
};

async function changedPlan(plan, folder) {
	const changed = join(folder, 'changed');
	const file = join(changed, 'budget_line.csv');

	await cp(plan, changed, { recursive: true });
	const text = await readFile(file, 'utf8');

	if (text.split(`,${BEFORE},`).length !== 2)
		throw new Error(`${BEFORE} does not stand once in ${file}`);
	await writeFile(file, text.replace(`,${BEFORE},`, `,${AFTER},`));
	return changed;
}

// The addresses on which a figure is missing.
async function lacking(base) {
	const faults = [];

	for (const [address, figures] of Object.entries(MOVED)) {
		const { text } = await get(base + address, { 'Accept-Language': 'en' });

		faults.push(...figures.filter((figure) => !text.includes(figure))
			.map((figure) => `${figure} is not on ${address}`));
	}
	return faults;
}

export async function changes(tap, browser, { full, empty, plan, folder }) {
	const page = await openPage(browser, full.url);

	await tap.run('an import while the server runs is on every page', async () => {
		await visit(page, `${full.url}/budget?lang=en`);
		const tag = (await get(`${full.url}/budget`)).headers.etag;

		if ((await lacking(full.url)).length === 0)
			return 'the figures were there before';
		await full.import(await changedPlan(plan, folder), 'Another amount');

		const faults = await lacking(full.url);
		const reply = await get(`${full.url}/budget`, { 'If-None-Match': tag });

		await page.reload();
		faults.push(await page.locator('main').innerText().then((words) => words.includes('305,000'))
			? null : 'the browser shows the old amount after a reload');
		faults.push(reply.status === 200 ? null : `${reply.status} for the tag of the old page`);
		return [...faults, ...page.faults];
	});
	await tap.run('a plan imported into an empty database appears', async () => {
		await empty.import(plan, 'first load');
		const faults = await visit(page, `${empty.url}/?lang=en`);

		faults.push(...page.faults.filter((fault) => !fault.includes('elsewhere')));
		faults.push((await page.locator('main').innerText()).includes('3,813,000') ? null : 'no total');
		return faults.filter((fault) => !/elsewhere/.test(fault ?? ''));
	});
	await page.context().close();
}
