// A script that is tried, by its form: what it gives and where it is wrong, that the page fits and is
// accessible, and that neither another site nor two at once are let in.

import { request } from 'node:http';

import { violations } from './accessible.mjs';
import { openPage, visit } from './browser.mjs';
import { get } from './fetch.mjs';
import * as geometry from './geometry.mjs';
import { same } from './tap.mjs';

const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };
const WEIGHT_MOST = 60 * 1024;
const EXAMPLES = ['people-online', 'regions', 'change', 'budget', 'rules'];

const wrong = `// A comment before.
a := indicator[keep nam];
long := 'IT.NET.USER.ZS'[calc averyveryverylongnameofacomponentthatdoesnotfit := value, another := valeu];
b := budget_lin;`;

async function send(page, script) {
	if (script !== undefined)
		await page.fill('#script', script);
	const [reply] = await Promise.all([page.waitForNavigation(), page.locator('form.script-form button').click()]);

	return reply;
}

const words = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const missing = (text, said) => said.filter((one) => !text.includes(one)).map((one) => `it does not say "${one}"`);

// The page that is open, at both sizes.
async function look(page) {
	const { unfold, sideways, texts, fromTheRight } = geometry;
	const isRight = await page.evaluate(() => document.dir === 'rtl');
	const faults = [];

	for (const size of [SIZES.desk, SIZES.phone]) {
		const probes = [unfold, sideways, texts, ...(isRight && size === SIZES.desk ? [fromTheRight] : [])];

		await page.setViewportSize(size);
		for (const probe of probes)
			faults.push(...(await page.evaluate(probe)).map((fault) => `${size.width} px: ${fault}`));
		faults.push(...await violations(page));
	}
	return [...faults, ...page.faults];
}

// Each example fills the form, and gives results when it is sent.
async function example(page, base, name) {
	const faults = await visit(page, `${base}/vtl?lang=en&example=${name}`);
	const reply = await send(page);
	const { length } = await reply.body();

	faults.push(same('status', reply.status(), 200));
	faults.push(same('is stored', reply.headers()['cache-control'], 'no-store'));
	faults.push(length <= WEIGHT_MOST ? null : `${length} bytes`);
	faults.push(...missing(await words(page), ['Nothing was stored.', 'data point', 'Structure']));
	return [...faults, ...await look(page)];
}

// A mistake stands under its line, in the same box, and what it is about is marked.
async function mistakes(page, base, lang) {
	const faults = await visit(page, `${base}/vtl?lang=${lang}`);

	await send(page, wrong);
	const lines = await page.evaluate(() => [...document.querySelectorAll('.source > li')].map((line) => ({
		number: line.value, marks: [...line.querySelectorAll('mark')].map((mark) => mark.textContent).join(' '),
		isUnder: [...line.querySelectorAll('p')].every((p) =>
			p.getBoundingClientRect().top >= line.querySelector('code').getBoundingClientRect().bottom - 4),
		n: line.querySelectorAll('p').length, direction: getComputedStyle(line).direction })));

	faults.push(same('the marks', lines.map(({ number, marks }) => `${number}:${marks}`).join(' '),
		'1: 2:nam 3:valeu 4:budget_lin'));
	faults.push(same('mistakes', lines.map(({ n }) => n).join(' '), '0 1 1 1'));
	faults.push(lines.every(({ isUnder }) => isUnder) ? null : 'a mistake is not under its line');
	faults.push(lines.every(({ direction }) => direction === 'ltr') ? null : 'a script does not read from the left');
	faults.push(same('the field', await page.inputValue('#script'), wrong));
	return [...faults, ...await look(page)];
}

// A row's button asks where the row comes from; the results stay on the page, and so does the script.
async function origins(page, base, lang) {
	const faults = await visit(page, `${base}/vtl?lang=${lang}`);
	const text = 'p := node[calc identifier step := level, n := length(name)][keep n];\nm := max(p group by step);';

	await send(page, text);
	await Promise.all([page.waitForNavigation(), page.locator('[aria-labelledby=result-2] button').first().click()]);
	const asked = await page.locator('[aria-labelledby=origins] code').first().textContent();
	const cells = await page.locator('.cells li').allTextContents();

	faults.push(asked.startsWith('m[step=') ? null : `it tells of ${asked}`);
	faults.push(cells.length > 1 && cells.every((cell) => /^node\[code=.*\]#(name|level) = /.test(cell)) ? null
		: `the cells: ${cells.join(' ')}`);
	faults.push(same('results', await page.locator('section[aria-labelledby^=result-]').count(), 2));
	faults.push(same('the field', await page.inputValue('#script'), text));
	return [...faults, ...await look(page)];
}

async function withoutScripts(browser, base) {
	const page = await openPage(browser, base, { javaScriptEnabled: false });
	const faults = await visit(page, `${base}/vtl?lang=en`);

	await send(page, 'n := 1 + 1;');
	faults.push(...missing(await words(page), ['1 result. Nothing was stored.']));
	await Promise.all([page.waitForNavigation(), page.locator('[aria-labelledby=result-1] button').click()]);
	faults.push(...missing(await words(page), ['It rests on no data', '1 result. Nothing was stored.']), ...page.faults);
	await page.context().close();
	return faults;
}

// From the field the next stop is the button, and Enter sends.
async function byKeyboard(page, base) {
	const faults = await visit(page, `${base}/vtl?lang=en`);

	await page.locator('#script').focus();
	await page.keyboard.type('n := 6 * 7;');
	await page.keyboard.press('Tab');
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	faults.push(...missing(await words(page), ['42']));
	return faults;
}

// From the list of datasets to one of them, and to a script that reads it.
async function lookUp(page, base) {
	const faults = await visit(page, `${base}/dataset?lang=en`);

	await Promise.all([page.waitForNavigation(), page.locator('a', { hasText: 'budget_line' }).first().click()]);
	faults.push(...await look(page), ...missing(await words(page), ['amount', 'number', 'identifier']));
	await Promise.all([page.waitForNavigation(), page.locator('a', { hasText: 'Try a script that reads it' }).click()]);
	faults.push(same('the field', await page.inputValue('#script'), 'result := budget_line;\n'));
	return faults;
}

async function operators(page, base, lang) {
	const faults = await visit(page, `${base}/vtl/operators?lang=${lang}`);
	const link = page.locator('.operators a').first();

	faults.push(...await look(page));
	await Promise.all([page.waitForNavigation(), link.click()]);
	faults.push(same('the language of the text', await page.locator('.operators-chapter').getAttribute('lang'), 'en'));
	faults.push((await page.locator('.operators-chapter pre').count()) > 0 ? null : 'no example');
	return [...faults, ...await look(page)];
}

const BOUNDARY = 'outturn-e2e';

const form = (script) => Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="script"\r\n\r\n${script}` +
	`\r\n--${BOUNDARY}--\r\n`);

// A POST that is begun; `end` sends the rest and gives the answer.
function post(base, body, headers, sent = body.length) {
	let resolve, reject;
	const answer = new Promise((...both) => { [resolve, reject] = both; });
	const asking = request(`${base}/vtl?lang=en`, { method: 'POST', agent: false, headers: {
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
	const ask = (headers, script = 'a := 1;') => post(base, form(script), headers).end();
	const many = `x := ${'1 + '.repeat(250)}1;\n`;

	return [
		same('of another site', (await ask({ 'Sec-Fetch-Site': 'cross-site' })).status, 403),
		same('of nobody', (await ask({})).status, 403),
		same('empty', (await ask(OWN, '')).status, 400),
		same('too long', (await ask(OWN, 'a'.repeat(70000))).status, 413),
		same('deep', (await ask(OWN, `x := ${'('.repeat(5000)}`)).status, 200),
		same('long', (await ask(OWN, many.slice(0, 60000))).status, 200),
	];
}

// A join that explodes is given up, and the next script is served.
async function explosion(base) {
	const pairs = (of, to, components) => `${to} := cross_join(${of} as a, ${of} as b rename ` +
		components.map((c) => `a#${c} to a_${c}, b#${c} to b_${c}`).join(', ') + ');\n';
	const script = 'n := area[keep name];\n' + pairs('n', 'x', ['code', 'name']) +
		pairs('x', 'y', ['a_code', 'b_code', 'a_name', 'b_name']);
	const reply = await post(base, form(script), OWN).end();

	return [
		same('given up', reply.status, 503),
		same('when to ask again', reply.headers['retry-after'], '5'),
		reply.text.includes('The script was given up') ? null : 'it does not say why',
		reply.text.includes('y := <mark>cross_join</mark>(') ? null : 'it does not say where',
		same('another', (await post(base, form('a := 1;'), OWN).end()).status, 200),
	];
}

// The second one of a client is refused while the first is on its way, and everybody else is served.
async function twoAtOnce(base) {
	let first, second, tries = 0;

	// Until the first has arrived, others are answered; and it may arrive while one of them is worked on.
	do {
		first = post(base, form('a := 1;'), OWN, 20);
		second = await post(base, form('a := 1;'), OWN).end();
		if (second.status === 200)
			await first.end();
	} while (second.status === 200 && ++tries < 100);
	return [
		same('the second', second.status, 503),
		second.text.includes('one such request at a time') ? null : 'it does not say why',
		same('another page', (await get(`${base}/vtl`)).status, 200),
		same('the first', (await first.end()).status, 200),
	];
}

export async function script(tap, browser, server) {
	const page = await openPage(browser, server.url);
	const base = server.url;

	for (const name of EXAMPLES)
		await tap.run(`script: the example ${name}`, () => example(page, base, name));
	for (const lang of ['en', 'ar'])
		await tap.run(`script: mistakes under their lines, ${lang}`, () => mistakes(page, base, lang));
	for (const lang of ['en', 'ar'])
		await tap.run(`script: the operators, ${lang}`, () => operators(page, base, lang));
	for (const lang of ['en', 'ar'])
		await tap.run(`script: where a row comes from, ${lang}`, () => origins(page, base, lang));
	await tap.run('script: without scripts in the page', () => withoutScripts(browser, base));
	await tap.run('script: by keyboard', () => byKeyboard(page, base));
	await tap.run('script: what it may read', () => lookUp(page, base));
	await tap.run('script: what is refused', () => refusals(base));
	await tap.run('script: a join that explodes', () => explosion(base));
	await tap.run('script: two at once', () => twoAtOnce(base));
	await page.context().close();
}
