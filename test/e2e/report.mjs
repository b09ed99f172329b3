// The document that the pages offer for download: one file that needs no server and prints well.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { violations } from './accessible.mjs';
import { openPage, visit } from './browser.mjs';
import { sideways } from './geometry.mjs';

const SHEETS_MIN = 8;
const SHEETS_MOST = 45;

async function download(page, base, folder) {
	await visit(page, `${base}/document`);
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.locator('main a[href*="/report/"]').first().click(),
	]);
	const path = join(folder, file.suggestedFilename());

	await file.saveAs(path);
	return path;
}

// Pages of a PDF, by their objects.
function sheets(pdf) {
	return (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

export async function report(tap, browser, server, folder) {
	const page = await openPage(browser, server.url, { acceptDownloads: true });
	let path;

	await tap.run('the report is sent as a file', async () => {
		path = await download(page, server.url, folder);
		return /\.html$/.test(path) ? [] : `it is called ${path}`;
	});
	await page.context().close();
	if (!path)
		return;

	const alone = await openPage(browser, 'file://');

	await tap.run('the report opens without a server and asks for nothing', async () => {
		await alone.goto(`file://${path}`);
		const words = await alone.locator('body').innerText();

		return [...alone.faults, /https?:\/\/127/.test(await readFile(path, 'utf8')) ? 'it names the server' : null,
			...['3,813,000', '13.25', '13.7'].filter((figure) => !words.includes(figure)).map((figure) => `without ${figure}`)];
	});
	await tap.run('the report is accessible', () => violations(alone));
	await tap.run('the report fits on a phone', async () => {
		await alone.setViewportSize({ width: 360, height: 740 });
		return alone.evaluate(sideways);
	});
	await tap.run('the report prints on sheets of A4', async () => {
		const pdf = await alone.pdf({ format: 'A4', printBackground: true });
		const count = sheets(pdf);

		tap.note(`the report has ${count} sheets and ${(await readFile(path)).length} bytes`);
		return count >= SHEETS_MIN && count <= SHEETS_MOST ? [] : `${count} sheets`;
	});
	await alone.context().close();
}
