// Pictures of the pages, for people who want to see what they look like:
//
//	node screenshots.mjs OUTTURN PLAN SOURCES FOLDER [full|longest|empty] [QUERY]
//	node screenshots.mjs OUTTURN PLAN --first FILE
//
// The first form makes a PNG of every route's longest and emptiest page at both widths, the query being
// added to each address ("lang=ar"); the second one of the first page alone.

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { browserIsMissing, openBrowser, openPage } from './browser.mjs';
import { crawl, routeOf, routePatterns } from './crawl.mjs';
import { cases, withField } from './every_page.mjs';
import { writeLongest } from './longest.mjs';
import { Server } from './server.mjs';

const WIDTHS = [1280, 360];
const HEIGHT = 900;

async function planOf(name, plan, folder) {
	return { full: plan, empty: null, longest: name === 'longest' && await writeLongest(plan, folder) }[name];
}

async function all(page, base, sources, folder, query) {
	const patterns = await routePatterns(sources);
	const addresses = cases(await crawl(base), (address) => routeOf(patterns, address));

	await mkdir(folder, { recursive: true });
	for (const address of addresses) {
		const name = address.replace(/[^\w.-]+/g, '_').slice(0, 80);

		await page.goto(base + (query ? withField(address, query) : address));
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: HEIGHT });
			await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
		}
	}
	console.log(`${addresses.length * WIDTHS.length} pictures in ${folder}`);
}

const missing = browserIsMissing();

if (missing) {
	console.log(`skipped: ${missing}`);
	process.exit();
}

const [program, plan, sources, target, name = 'full', query] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'outturn-pictures-'));
const server = await Server.begin(program, await planOf(name, plan, join(folder, 'plan')));
const browser = await openBrowser();
const page = await openPage(browser, server.url, { viewport: { width: WIDTHS[0], height: HEIGHT } });

try {
	if (sources === '--first') {
		await page.goto(`${server.url}/`);
		await page.screenshot({ path: target });
	} else {
		await all(page, server.url, sources, target, query);
	}
} finally {
	await browser.close();
	await server.end();
	await rm(folder, { recursive: true, force: true });
}
