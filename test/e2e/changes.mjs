// What is imported while the server runs is on its pages at the next request.

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openPage, visit } from './browser.mjs';
import { parseCsv, writeCsv } from './csv.mjs';
import { each, get } from './fetch.mjs';
import { freeColumns } from './longest.mjs';

const WIDTH = 6;

// One topic's amount of 205,000 becomes 305,000; the sums above it move along.
const BEFORE = ',205000,';
const AFTER = ',305000,';
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

	if (text.split(BEFORE).length !== 2)
		throw new Error(`${BEFORE} does not stand once in ${file}`);
	await writeFile(file, text.replace(BEFORE, AFTER));
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

async function anotherAmount(page, server, plan, folder) {
	await visit(page, `${server.url}/budget?lang=en`);
	const tag = (await get(`${server.url}/budget`)).headers.etag;

	if ((await lacking(server.url)).length === 0)
		return 'the figures were there before';
	await server.import(await changedPlan(plan, folder), 'Another amount');

	const faults = await lacking(server.url);
	const reply = await get(`${server.url}/budget`, { 'If-None-Match': tag });

	await page.reload();
	if (!(await page.locator('main').innerText()).includes('305,000'))
		faults.push('the browser shows the old amount after a reload');
	if (reply.status !== 200)
		faults.push(`${reply.status} for the tag of the old page`);
	return [...faults, ...page.faults];
}

// Changes the first free text of every row of one table, and nothing else.
async function changeTable(folder, { path, schema }) {
	const file = join(folder, path);
	const rows = parseCsv(await readFile(file, 'utf8'));
	const [column] = freeColumns(schema);

	for (const row of rows)
		row[column] += ' (changed)';
	await writeFile(file, writeCsv(schema.fields.map((field) => field.name), rows));
}

/*
 * Table by table: what was worked out from the rows of one table alone is worked out anew, and the
 * rest stays. A page that keeps a piece of a row that is gone is found by the sanitizer.
 */
async function everyTable(server, addresses, plan, folder) {
	const changed = join(folder, 'tables');
	const faults = [];

	await cp(plan, changed, { recursive: true });
	const { resources } = JSON.parse(await readFile(join(changed, 'datapackage.json'), 'utf8'));

	for (const table of resources) {
		await changeTable(changed, table);
		await server.import(changed, `${table.name} changed`);

		const replies = await each(addresses, WIDTH, (address) => get(server.url + address));

		faults.push(...replies.map((reply, i) => reply.status < 400 ? null
			: `${reply.status} ${addresses[i]} after a change of ${table.name}`));
	}
	return faults;
}

async function firstPlan(page, server, plan) {
	await server.import(plan, 'first load');
	const faults = await visit(page, `${server.url}/?lang=en`);

	if (!(await page.locator('main').innerText()).includes('3,813,000'))
		faults.push('the total is not there');
	return faults;
}

export async function changes(tap, browser, { full, empty, addresses, plan, folder }) {
	const page = await openPage(browser, full.url);
	const other = await openPage(browser, empty.url);

	await tap.run('an import while the server runs is on every page', () =>
		anotherAmount(page, full, plan, folder));
	await tap.run('every page is answered after a change of any table', () =>
		everyTable(full, addresses, plan, folder));
	await tap.run('a plan imported into an empty database appears', () => firstPlan(other, empty, plan));
	await page.context().close();
	await other.context().close();
}
