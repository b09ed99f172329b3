// The preview of a load, by its form: what it says of good and bad files, that it fits and is accessible,
// and that neither another site nor two at once are let in.

import { createServer, request } from 'node:http';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { violations } from './accessible.mjs';
import { openPage, visit } from './browser.mjs';
import { get } from './fetch.mjs';
import * as geometry from './geometry.mjs';
import { same } from './tap.mjs';

const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };
const WEIGHT_MOST = 60 * 1024;
const LARGE_BYTES = 5 * 1000 * 1000;
const GROWTH_MOST_KB = 256 * 1024;
const HEADER = 'variable,area,period,value,reported_by\n';

const good = HEADER + 'IT.NET.USER.ZS,CHE,2016,88.5,A source\nSP.POP.TOTL,BRA,2023,211998573,\n';
const mixed = `${HEADER}IT.NET.USER.ZS,CHE,2016,88.5,A source
IT.NET.USER.ZS,ATLANTIS,2016,12,A source
IT.NET.USER.ZS,BRA,soon,12,A source
IT.NET.USER.ZS,BRA,2016,"<img src=x onerror=alert(1)>",A source
IT.NET.USER.ZS,BRA,2017,,A source
${'Long.Code'.repeat(8)},BRA,2017,12,${'Averylongwordwithoutanyspaceinit'.repeat(6)}
`;

function large() {
	const areas = ['AGO', 'BRA', 'CHE', 'FJI', 'KAZ', 'NRU'];
	const rows = [];
	let bytes = 0;

	for (let i = 0; bytes < LARGE_BYTES; i++) {
		rows.push(`Large.${i >> 11},${areas[i % 6]},${1700 + (i >> 3) % 256},${i}.5,\n`);
		bytes += rows.at(-1).length;
	}
	return HEADER + rows.join('');
}

// Each file with what its page has to say.
const files = {
	'good.csv': { bytes: good, says: ['Of 2 rows 2 would be loaded, and 0 rejected.',
		'outturn load good.csv --profile plain-long --db DB --who NAME --why TEXT',
		'rows: 2; loaded: 2; there already: 0; empty: 0; rejected: 0', 'country or area', 'Switzerland', '88.5'] },
	'with rejections.csv': { bytes: mixed, says: ['Of 6 rows 2 would be loaded, and 3 rejected.',
		"outturn load 'with rejections.csv' --profile plain-long", 'ATLANTIS', 'there is no area', 'soon',
		'<img src=x onerror=alert(1)>', '1 variable would be made:'] },
	'program.bin': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe, 0x80]),
		says: ['would be refused as a whole', 'this is not text in UTF-8'] },
	'empty.csv': { bytes: '', says: ['would be refused as a whole', 'the file is empty'] },
	'large.csv': { bytes: large(), says: ['Only the first 1,000,000 were read', 'would be loaded'] },
};

async function writeFiles(folder) {
	for (const [name, { bytes }] of Object.entries(files))
		await writeFile(join(folder, name), bytes);
}

async function send(page, file, profile = '') {
	await page.setInputFiles('#file', file);
	await page.selectOption('#profile', profile);
	const [reply] = await Promise.all([page.waitForNavigation(), page.locator('form.upload button').click()]);

	return reply;
}

// The page that is open, at one size.
async function look(page, size) {
	const { unfold, sideways, texts, fromTheRight } = geometry;
	const isRight = await page.evaluate(() => document.dir === 'rtl');
	const probes = [unfold, sideways, texts, ...(isRight && size === SIZES.desk ? [fromTheRight] : [])];
	const faults = [];

	await page.setViewportSize(size);
	for (const probe of probes)
		faults.push(...await page.evaluate(probe));
	faults.push(...await violations(page));
	return faults.map((fault) => `${size.width} px: ${fault}`);
}

async function say(page, base, folder, name) {
	const faults = await visit(page, `${base}/load?lang=en`);
	const reply = await send(page, join(folder, name));
	const words = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
	const { length } = await reply.body();

	faults.push(same('status', reply.status(), 200));
	faults.push(same('is stored', reply.headers()['cache-control'], 'no-store'));
	faults.push(length <= WEIGHT_MOST ? null : `${length} bytes`);
	faults.push(...files[name].says.filter((said) => !words.includes(said)).map((said) => `it does not say "${said}"`));
	return [...faults, ...page.faults];
}

const preview = async (page, base, folder, name) => [
	...await say(page, base, folder, name), ...await look(page, SIZES.desk), ...await look(page, SIZES.phone),
];

async function withoutScripts(browser, base, folder) {
	const page = await openPage(browser, base, { javaScriptEnabled: false });
	const faults = await say(page, base, folder, 'good.csv');

	await page.context().close();
	return faults;
}

async function fromTheRight(page, base, folder) {
	const faults = await visit(page, `${base}/load?lang=ar`);

	await send(page, join(folder, 'with rejections.csv'));
	faults.push(same('language', await page.evaluate(() => document.documentElement.lang), 'ar'));
	return [...faults, ...await look(page, SIZES.phone), ...await look(page, SIZES.desk), ...page.faults];
}

// With the keyboard alone: the fields are reached in their order, and Enter sends.
async function byKeyboard(page, base, folder) {
	const faults = await visit(page, `${base}/load?lang=en`);
	const way = [];

	await page.setInputFiles('#file', join(folder, 'good.csv'));
	await page.locator('#file').focus();
	for (let i = 0; i < 3; i++) {
		await page.keyboard.press('Tab');
		way.push(await page.evaluate(() => document.activeElement.id || document.activeElement.localName));
	}
	faults.push(same('the way', way.join(' '), 'profile variable button'));
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	faults.push(same('heading', (await page.locator('h1').innerText()).trim(), 'Preview of good.csv'));
	return faults;
}

// A profile that does not read the file, and one that is not there.
async function wrongProfile(page, base, folder) {
	const faults = await visit(page, `${base}/load?lang=en`);

	await send(page, join(folder, 'good.csv'), 'un-sdg');
	const words = await page.locator('main').innerText();

	faults.push(words.includes('is missing') ? null : `it says "${words.slice(0, 300)}"`);
	return faults;
}

// A page of another site whose form is sent here by a browser.
async function fromElsewhere(browser, base, folder) {
	const other = createServer((_, reply) => {
		reply.setHeader('Content-Type', 'text/html');
		reply.end(`<form method="post" enctype="multipart/form-data" action="${base}/load?lang=en">
			<input type="file" id="file" name="file"><button>Send</button></form>`);
	});
	const context = await browser.newContext();
	const page = await context.newPage();

	await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
	await page.goto(`http://127.0.0.1:${other.address().port}/`);
	await page.setInputFiles('#file', join(folder, 'good.csv'));
	const [reply] = await Promise.all([page.waitForNavigation(), page.locator('button').click()]);
	const words = await page.locator('main').innerText();

	await context.close();
	await new Promise((resolve) => other.close(resolve));
	return [same('status', reply.status(), 403),
		words.includes('This was not sent from here') ? null : `it says "${words}"`];
}

const BOUNDARY = 'outturn-e2e';

function form(bytes) {
	return Buffer.concat([
		Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`),
		Buffer.from(bytes), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

// A POST that is begun; `end` sends the rest and gives the answer.
function post(base, body, headers, sent = body.length) {
	let resolve, reject;
	const answer = new Promise((...both) => { [resolve, reject] = both; });
	const asking = request(`${base}/load?lang=en`, { method: 'POST', agent: false, headers: {
		'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': body.length, ...headers } },
	(reply) => {
		const parts = [];

		reply.on('data', (part) => parts.push(part));
		reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers,
			text: Buffer.concat(parts).toString('utf8') }));
	});

	asking.on('error', reject);
	asking.write(body.subarray(0, sent));
	return { answer, end: () => { asking.end(body.subarray(sent)); return answer; } };
}

const OWN = { 'Sec-Fetch-Site': 'same-origin' };

async function refusals(base) {
	const body = form(good);
	const ask = async (headers, bytes = body) => (await post(base, bytes, headers).end());
	const cross = await ask({ 'Sec-Fetch-Site': 'cross-site' });
	const faults = [
		same('of another site', cross.status, 403),
		cross.text.includes('This was not sent from here') ? null : 'it does not say why',
		same('of nobody', (await ask({})).status, 403),
		same('of another origin', (await ask({ Origin: 'https://elsewhere.example' })).status, 403),
		same('of its own origin', (await ask({ Origin: base })).status, 200),
		same('of another type', (await ask({ ...OWN, 'Content-Type': 'text/csv' })).status, 415),
		same('broken off', (await ask(OWN, body.subarray(0, body.length - 10))).status, 400),
	];

	return faults;
}

// The second one of a client is refused while the first is on its way, and everybody else is served.
async function twoAtOnce(base) {
	let first, second, tries = 0;

	// Until the first has arrived, others are answered; and it may arrive while one of them is worked on.
	do {
		first = post(base, form(good), OWN, 100);
		second = await post(base, form(good), OWN).end();
		if (second.status === 200)
			await first.end();
	} while (second.status === 200 && ++tries < 100);
	const faults = [
		same('the second', second.status, 503),
		same('when to ask again', second.headers['retry-after'], '5'),
		second.text.includes('one such request at a time') ? null : 'it does not say why',
		same('another page', (await get(`${base}/variable`)).status, 200),
		same('the first', (await first.end()).status, 200),
		same('one more', (await post(base, form(good), OWN).end()).status, 200),
	];

	return faults;
}

async function peakKb(server) {
	const status = await readFile(`/proc/${server.pid}/status`, 'utf8');

	return Number(status.match(/VmHWM:\s+(\d+)/)[1]);
}

// Nothing of a preview is in the database or beside it, and memory does not grow with what is sent.
async function keepsNothing(server, folder) {
	const head = async () => (await get(`${server.url}/api/v1/batch`)).text;
	const before = { head: await head(), size: (await stat(server.database)).size, kb: await peakKb(server) };
	const big = form(await readFile(join(folder, 'large.csv')));

	for (let i = 0; i < 5; i++)
		await post(server.url, big, OWN).end();
	await post(server.url, form('x'.repeat(40 * 1000 * 1000)), OWN).end();

	const grown = await peakKb(server) - before.kb;
	const variables = (await get(`${server.url}/variable`)).text;

	return [
		same('the log', await head(), before.head),
		same('the size of the database', (await stat(server.database)).size, before.size),
		variables.includes('Large.1') ? 'a variable was made' : null,
		grown <= GROWTH_MOST_KB ? null : `${grown} KB more`,
	];
}

export async function load(tap, browser, server, folder) {
	const page = await openPage(browser, server.url);

	await writeFiles(folder);
	for (const name of Object.keys(files))
		await tap.run(`load: the preview of ${name}`, () => preview(page, server.url, folder, name));
	await tap.run('load: a preview without scripts', () => withoutScripts(browser, server.url, folder));
	await tap.run('load: a preview from the right', () => fromTheRight(page, server.url, folder));
	await tap.run('load: a preview by keyboard', () => byKeyboard(page, server.url, folder));
	await tap.run('load: a profile that does not fit', () => wrongProfile(page, server.url, folder));
	await tap.run('load: a form of another site', () => fromElsewhere(browser, server.url, folder));
	await tap.run('load: what is refused', () => refusals(server.url));
	await tap.run('load: two at once', () => twoAtOnce(server.url));
	await tap.run('load: nothing is kept', () => keepsNothing(server, folder));
	await page.context().close();
}
