// Files of observations for the servers that are looked at: a few of everything, and the most unwieldy.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseCsv, writeCsv } from './csv.mjs';

const COLUMNS = ['variable', 'area', 'period', 'value', 'answer', 'status', 'sex', 'reported_by', 'numerator',
	'denominator'];
const FEW = ['AGO', 'BRA', 'CHE', 'FJI', 'KAZ', 'NRU'];
const CROWD = 40;
const YEARS = 45;

async function write(folder, name, rows) {
	const file = join(folder, name);

	await writeFile(file, writeCsv(COLUMNS, rows));
	return file;
}

// A number by area and year, its parts by sex, a reason why there is none, and answers; one of a value
// alone, and one that has none; a ratio that is reported on time or not, with a break; one of campaigns.
function few() {
	const rows = [];

	for (const [i, area] of FEW.entries()) {
		for (let year = 2018 + i; year <= 2024; year++)
			rows.push({ variable: 'IT.NET.USER.ZS', area, period: year, value: 10 * i + year / 1000,
				status: year === 2024 ? 'E' : 'A', reported_by: 'A source' });
		rows.push({ variable: 'SP.POP.TOTL', area, period: 2024, value: 1000000 * (i + 1) });
		rows.push({ variable: 'Plan', area, period: 2020 + i, answer: i % 2 ? 'Yes' : 'In part; No' });
	}
	rows.push({ variable: 'IT.NET.USER.ZS', area: 'CHE', period: 2024, value: 97, sex: 'F' });
	rows.push({ variable: 'Plan', area: 'CHE', period: 2025, status: 'Q' });
	rows.push({ variable: 'Lonely', area: 'NRU', period: '2024-Q1', value: -0.00000125 });
	for (const [i, area] of FEW.entries()) {
		for (let year = 2019; year <= 2025; year += 1 + i % 2)
			rows.push({ variable: 'Ratio', area, period: year, value: 50, numerator: year, denominator: 2 * year,
				status: year === 2023 ? 'B' : 'A' });
		rows.push({ variable: 'Round', area, period: `2025-C${1 + i % 2}`, value: i });
	}
	rows.push({ variable: 'Withheld', area: 'NRU', period: 2024, status: 'Q' });
	return rows;
}

export const writeObservations = (folder) => write(folder, 'observations.csv', few());

// What is revised of it.
export const writeRevisions = (folder) => write(folder, 'revisions.csv', [
	{ variable: 'IT.NET.USER.ZS', area: 'CHE', period: 2022, value: 22.5, status: 'P', reported_by: 'Another' },
	{ variable: 'IT.NET.USER.ZS', area: 'CHE', period: 2023, value: 23.25, reported_by: 'Another' },
]);

// The areas of a plan with numbers of every size over many years, and texts where texts may stand.
export async function writeLongestObservations(plan, folder, texts) {
	const areas = parseCsv(await readFile(join(plan, 'area.csv'), 'utf8')).slice(0, CROWD);
	const numbers = ['999999999999999', '-0.000000000001', '0', '1e300', '123456.789012345'];
	const rows = [];

	for (const [i, area] of areas.entries()) {
		for (let year = 2025 - YEARS; year < 2025; year++)
			rows.push({ variable: 'SP.POP.TOTL', area: area.code, period: year,
				value: i === 0 ? numbers[year % numbers.length] : 1000 * i + year,
				status: 'EFPB'[year % 4], reported_by: texts[(i + year) % texts.length] });
		rows.push({ variable: 'SP.POP.TOTL', area: area.code, period: 2024, value: i,
			sex: `${'LONG'.repeat(10)}_${i % 4}` });
		rows.push({ variable: 'LongCode'.repeat(7), area: area.code, period: 2024,
			answer: texts[i % texts.length] });
	}
	return write(folder, 'longest.csv', rows);
}

async function writeTables(folder, tables) {
	await mkdir(folder);
	for (const [noun, rows] of Object.entries(tables))
		await writeFile(join(folder, `${noun}.csv`), writeCsv(Object.keys(rows[0]), rows));
	return folder;
}

const CAMPAIGNS = [
	{ code: '2025-C1', name: 'First of 2025', opens: '2025-02-01', closes: '2025-05-31' },
	{ code: '2026-C1', name: 'First of 2026', opens: '2026-02-01', closes: '2026-05-29' },
];

// What a plan says of these observations: marks, campaigns, and when values are due.
export const writeMeaning = (folder) => writeTables(join(folder, 'meaning'), {
	campaign: CAMPAIGNS,
	variable: [
		{ code: 'Ratio', name: 'A ratio', schedule: 'yearly', due_after: 90 },
		{ code: 'Round', name: 'Of campaigns', schedule: 'campaign' },
	],
	series_mark: [
		{ variable: 'Ratio', kind: 'basket', period: 2022, text: 'Another basket', source: 'A handbook' },
		{ variable: 'Ratio', kind: 'definition', period: 2024, area: 'CHE', source: 'A letter' },
	],
});

// The same with the longest texts, and as many marks as a variable may come to have.
export const writeLongestMeaning = (folder, texts) => writeTables(join(folder, 'longest-meaning'), {
	campaign: CAMPAIGNS.map((campaign, i) => ({ ...campaign, name: texts[i] })),
	series_mark: Array.from({ length: CROWD }, (_, i) => ({
		variable: 'SP.POP.TOTL', kind: ['break', 'basket', 'edition', 'definition'][i % 4], period: 1985 + i,
		slice: i % 3 ? '' : `SEX=${'LONG'.repeat(10)}_${i % 4}`, text: texts[i % texts.length],
		source: texts[(i + 1) % texts.length],
	})),
});
