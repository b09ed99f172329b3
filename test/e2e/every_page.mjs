// Every route with its longest and its emptiest case, in every way of looking at it: wide, on a phone,
// at 400 %, light and dark, from the right, on paper, without scripts.

import { violations } from './accessible.mjs';
import { openPage, visit } from './browser.mjs';
import { each, get } from './fetch.mjs';
import * as geometry from './geometry.mjs';

const LANES = 3;
const WEIGHT_MOST = 60 * 1024; // bytes of the first view, as sent

// A window of 1280 px at a zoom of 400 % is 320 px wide; A4 with margins of 2 cm is 643 px.
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const ZOOMED = { width: 320, height: 256 };
const SHEET = { width: 643, height: 900 };

// The cases of a server: of each route the page with the most bytes, and the one with the fewest.
export function cases(pages, routeOf, isLongestOnly = false) {
	const byRoute = new Map();

	for (const page of pages.values()) {
		const route = routeOf(page.address);

		if (page.isPage && page.status === 200)
			byRoute.set(route, [...(byRoute.get(route) ?? []), page]);
	}
	return [...byRoute.values()].flatMap((list) => {
		list.sort((a, b) => a.text.length - b.text.length);
		return list.length > 1 && !isLongestOnly ? [list.at(-1), list[0]] : [list.at(-1)];
	}).map((page) => page.address);
}

async function at(page, size, ...probes) {
	const faults = [];

	await page.setViewportSize(size);
	for (const probe of probes)
		faults.push(...await page.evaluate(probe));
	return faults.map((fault) => `${size.width} px: ${fault}`);
}

async function contrast(page, colorScheme) {
	await page.emulateMedia({ colorScheme });
	return (await violations(page)).map((fault) => `${colorScheme}: ${fault}`);
}

// Adds a field to an address that may have a query.
export const withField = (address, field) => address + (address.includes('?') ? '&' : '?') + field;

async function lookAt(tap, { page, plain }, label, base, address) {
	const { unfold, sideways, figureTexts, texts, fromTheRight, onPaper, substance } = geometry;

	await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
	await page.setViewportSize(WIDE);
	await tap.run(`${label} loads without a fault`, () => visit(page, base + address));
	await tap.run(`${label} fits, wide`, () => at(page, WIDE, unfold, sideways, figureTexts, texts));
	await tap.run(`${label} says the same without scripts`, async () =>
		withoutScripts(plain, base + address, await page.evaluate(substance)));
	await tap.run(`${label} is accessible, light`, () => contrast(page, 'light'));
	await tap.run(`${label} fits on a phone`, () => at(page, PHONE, sideways, figureTexts, texts));
	await tap.run(`${label} is accessible, dark, on a phone`, () => contrast(page, 'dark'));
	await tap.run(`${label} fits at 400 %`, () => at(page, ZOOMED, sideways));
	await page.emulateMedia({ media: 'print', colorScheme: 'light' });
	await tap.run(`${label} fits on paper`, () => at(page, SHEET, onPaper));
	await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
	await page.setViewportSize(PHONE);
	await tap.run(`${label} runs from the right`, async () => [
		...await visit(page, base + withField(address, 'lang=ar')),
		...await at(page, PHONE, unfold, sideways, figureTexts, texts),
		...await at(page, WIDE, sideways, figureTexts, texts, fromTheRight),
	]);
}

// `scripted` is what the page said with scripts.
async function withoutScripts(plain, url, scripted) {
	const faults = await visit(plain, url);

	await plain.evaluate(geometry.unfold);
	const bare = await plain.evaluate(geometry.substance);

	if (!bare.text)
		faults.push('main is empty');
	if (bare.headings.join('\n') !== scripted.headings.join('\n'))
		faults.push('it has other headings');
	if (bare.text !== scripted.text)
		faults.push('it has another text');
	return faults;
}

// Bytes of the page, its style sheets and scripts, as they are sent.
async function weight(base, address) {
	const page = await get(base + address);
	const parts = [...page.text.matchAll(/<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="([^"]+)"/g)];
	const sizes = await Promise.all(parts.map(async (part) => (await get(base + part[1])).bytes));

	return sizes.reduce((sum, bytes) => sum + bytes, page.bytes);
}

// All of it for a list of addresses of one server.
export async function everyPage(tap, browser, name, base, addresses) {
	const lanes = await Promise.all(Array.from({ length: LANES }, async () => ({
		page: await openPage(browser, base),
		plain: await openPage(browser, base, { javaScriptEnabled: false }),
	})));

	await each(addresses, LANES, async (address) => {
		const lane = lanes.pop();
		const label = `${name} ${address}`;

		await lookAt(tap, lane, label, base, address);
		lanes.push(lane);
	});
	await Promise.all(lanes.flatMap((lane) => [lane.page.context().close(), lane.plain.context().close()]));
}

// The first page has to be light; what the others weigh is noted.
export async function weights(tap, name, base, addresses) {
	const all = await each(addresses, LANES, (address) => weight(base, address));
	const heavy = addresses.map((address, i) => [all[i], address]).sort((a, b) => b[0] - a[0]);

	for (const [bytes, address] of heavy.slice(0, 8))
		tap.note(`${name} ${address}: ${bytes} bytes on first view`);

	const first = all[addresses.indexOf('/')];

	tap.told(`${name} the first page weighs at most ${WEIGHT_MOST} bytes`,
		first <= WEIGHT_MOST ? [] : `${first} bytes`);
}
