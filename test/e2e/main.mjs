// The pages of the program in a real browser:
//
//	node main.mjs OUTTURN PLAN SOURCES
//
// PLAN is the folder of a plan, SOURCES that of src/web, whose routes are all to be seen. Three servers
// are looked at: one with the plan, an empty one, and one with the plan in its most unwieldy form.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Tap } from './tap.mjs';

const [program, plan, sources] = process.argv.slice(2);
const tap = new Tap();

// What the run needs and the machine lacks, as a sentence; null when nothing.
async function missing() {
	if (!existsSync(new URL('node_modules/playwright-core', import.meta.url)))
		return 'test/e2e/node_modules is missing; `make test` installs it';
	return (await import('./browser.mjs')).browserIsMissing();
}

async function look(folder) {
	const { openBrowser } = await import('./browser.mjs');
	const { Server } = await import('./server.mjs');
	const { texts, writeLongest } = await import('./longest.mjs');
	const { writeLongestMeaning, writeLongestObservations, writeMeaning, writeObservations, writeRevisions } =
		await import('./observations.mjs');
	const { suite } = await import('./suite.mjs');
	const open = [];
	const begin = async (...how) => {
		open.push(await Server.begin(program, ...how));
		return open.at(-1);
	};

	try {
		const browser = await openBrowser();

		open.push({ end: () => browser.close() });
		await suite(tap, { browser, plan, sources, folder,
			full: await begin(plan, 'first load',
				[await writeObservations(folder), await writeRevisions(folder)],
				await writeMeaning(folder)),
			empty: await begin(null),
			longest: await begin(await writeLongest(plan, join(folder, 'longest')), texts[0],
				[await writeLongestObservations(plan, folder, texts)],
				await writeLongestMeaning(folder, texts)) });
	} finally {
		await Promise.all(open.map((opened) => opened.end()));
	}
}

// A run that is told to stop goes through the ordinary exit, which ends its servers.
process.on('SIGTERM', () => process.exit(1));
process.on('SIGINT', () => process.exit(1));

const why = await missing();

if (why) {
	tap.skip(why);
} else {
	const folder = await mkdtemp(join(tmpdir(), 'outturn-e2e-'));

	try {
		await look(folder);
	} catch (error) {
		tap.told('the run gets to its end', error.stack);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	process.exitCode = tap.end();
}
