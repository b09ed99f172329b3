// The plan that is hardest to show: another plan with every free text replaced by an extreme one, a
// crowd of children, and amounts that are huge, nothing or missing. Which columns are free text is
// read from the package, so that a new column becomes extreme by itself.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseCsv, writeCsv } from './csv.mjs';

const CROWD = 60;

// Each is a trap of its own: no place to break a line, the other direction of writing, markup, what
// closes an attribute, characters outside of the first plane, marks that pile up.
export const texts = [
	'Unbreakable'.repeat(27) + 'end',
	'<script>alert(1)</script><img src=x onerror=alert(2)> &amp; &lt;b&gt;',
	'النطاق العريض الميسور التكلفة في البلدان النامية '.repeat(5).trim(),
	`" onmouseover="alert(3)" x='y' \\"; </title></style></svg><h1>`,
	'👩🏽‍🚀🏳️‍🌈𝒪𝓊𝓉𝓉𝓊𝓇𝓃 数字发展与可负担的连接 e\u0301\u0302\u0303\u0304\u0323\u0324',
	'A text of usual words that is a good deal longer than what anybody would call short. '.repeat(12).trim(),
	'\u202eright-to-left override\u202c and {1} {n} %s {{v->name}} ${0}',
	'.',
];

// Columns that are plain strings to the package, though they name something or hold a code.
const NOT_FREE = new Set(['level', 'period', 'action', 'currency', 'language', 'number', 'headings',
	'unit_of_measure', 'fund', 'subject_noun', 'subject_key', 'iso2', 'm49', 'first', 'first_due', 'last', 'noun', 'key',
	'from_noun', 'to_noun']);

export function freeColumns(schema) {
	const held = new Set([schema.primaryKey ?? [],
		(schema.foreignKeys ?? []).map((key) => key.fields)].flat(2));

	return schema.fields.filter((field) => field.type === 'string' && !field.constraints?.enum &&
		!held.has(field.name) && !NOT_FREE.has(field.name)).map((field) => field.name);
}

// A crowd of children below the first node, one of them with a code that nobody would choose; and of
// risks.
function crowd(tables) {
	const top = tables.node.rows.find((row) => !row.parent && row.level.endsWith('/priority'));
	const level = tables.node.rows.find((row) => row.parent === top.code).level;
	const amounts = ['9999999999999.99', '0', '', '0.01', '1234567'];
	const like = tables.budget_line.rows.find((row) => row.node && row.amount);

	for (let i = 1; i <= CROWD; i++) {
		const code = i === 1 ? `${'LongCode'.repeat(5)}.1` : `${top.code}.X${i}`;
		const amount = amounts[i % amounts.length];

		tables.node.rows.push({ code, level, parent: top.code, name: 'x', short_name: 'x',
			description: 'x', position: String(100 + i) });
		tables.budget_line.rows.push({ ...like, node: code, amount,
			currency: amount ? like.currency : '', share_of_parent: '', share_of_total: '',
			qualifier: '', note: '' });
		tables.outcome.rows.push({ code: `${code}.O`, node: code, name: 'x', description: 'x',
			position: '1' });
	}
	for (let i = 1; i <= CROWD; i++)
		tables.risk.rows.push({ ...tables.risk.rows[0], code: `RX${i}`, position: String(100 + i) });
}

// A second plan with little in it.
function secondPlan(tables) {
	const [plan] = tables.plan.rows;
	const like = tables.budget_line.rows.find((row) => row.node && row.amount);

	tables.plan.rows.push({ ...plan, code: 'NEXT', position: '2', parent: plan.code });
	tables.budget_line.rows.push({ ...like, plan: 'NEXT', share_of_parent: '', share_of_total: '' });
}

// Fills each free column of each row with the next extreme text.
function exaggerate(tables) {
	let next = 0;

	for (const { schema, rows } of Object.values(tables))
		for (const row of rows)
			for (const name of freeColumns(schema))
				row[name] = texts[next++ % texts.length];
}

// Writes such a plan into a folder, made from the plan of another one.
export async function writeLongest(plan, folder) {
	const description = JSON.parse(await readFile(join(plan, 'datapackage.json'), 'utf8'));
	const tables = {};

	for (const { name, path, schema } of description.resources)
		tables[name] = { path, schema, rows: parseCsv(await readFile(join(plan, path), 'utf8')) };
	crowd(tables);
	secondPlan(tables);
	exaggerate(tables);
	await mkdir(folder, { recursive: true });
	for (const { path, schema, rows } of Object.values(tables))
		await writeFile(join(folder, path), writeCsv(schema.fields.map((field) => field.name), rows));
	return folder;
}
