// The order of the run: what there is, each page of it, then what people do with them.

import { changes } from './changes.mjs';
import { cases, everyPage, weights } from './every_page.mjs';
import { crawl, missingPlaces, routeOf, routePatterns } from './crawl.mjs';
import { http } from './http.mjs';
import { journeys } from './journeys.mjs';
import { keyboard } from './keyboard.mjs';
import { load } from './load.mjs';
import { script } from './script.mjs';
import { plantedFaults } from './planted.mjs';
import { report } from './report.mjs';

const KEYBOARD_LINKS_MOST = 120;

// Routes that no link on a page leads to, each with the reason.
const UNLINKED = new Set([
	'/health', // for programs that watch the server
	'/api/v1/:table/:key', // told by /api/v1; the data journey asks for a row
]);

// All pages of a server answer, and each link leads somewhere.
async function links(tap, name, server) {
	const pages = await crawl(server.url);

	tap.note(`${name}: ${pages.size} addresses`);
	tap.told(`${name}: every link is answered`, [...pages.values()].filter((page) => !page.isAnswer)
		.map((page) => `${page.status} ${page.address}`));
	tap.told(`${name}: every place that is linked to exists`, missingPlaces(server.url, pages));
	return pages;
}

export async function suite(tap, { browser, plan, sources, folder, full, empty, longest }) {
	const patterns = await routePatterns(sources);
	const route = (address) => routeOf(patterns, address);
	const servers = { full, longest, empty };
	const pages = {};

	await plantedFaults(tap, browser);
	for (const [name, server] of Object.entries(servers))
		pages[name] = await links(tap, name, server);

	const reached = new Set(Object.values(pages).flatMap((found) => [...found.keys()]).map(route));

	tap.told('every route is reached by links', patterns
		.filter((pattern) => !reached.has(pattern) && !UNLINKED.has(pattern))
		.map((pattern) => `nothing leads to ${pattern}`));

	await http(tap, full, longest);
	for (const [name, server] of Object.entries(servers)) {
		const addresses = cases(pages[name], route, name === 'longest');

		await weights(tap, name, server.url, addresses);
		await everyPage(tap, browser, name, server.url, addresses);
	}
	await keyboard(tap, browser, full.url, cases(pages.full, route)
		.filter((address) => pages.full.get(address).links.length <= KEYBOARD_LINKS_MOST));
	await journeys(tap, browser, full);
	await load(tap, browser, full, folder);
	await script(tap, browser, full);
	await report(tap, browser, full, folder);
	await changes(tap, browser, { full, empty, plan, folder,
		addresses: cases(pages.full, route) });
	for (const [name, server] of Object.entries(servers)) {
		const code = await server.stop();

		tap.told(`${name}: the server ends when it is asked to`, [
			code === 0 ? null : `exit ${code}`,
			server.log.match(/(ERROR: \w+Sanitizer|runtime error)(.*\n){0,60}/)?.[0],
		]);
	}
}
