// Files of observations for the servers that are looked at: a few of everything, and the most unwieldy.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseCsv, writeCsv } from './csv.mjs';

const COLUMNS = ['variable', 'area', 'period', 'value', 'answer', 'status', 'sex', 'reported_by'];
const FEW = ['AGO', 'BRA', 'CHE', 'FJI', 'KAZ', 'NRU'];
const CROWD = 40;
const YEARS = 45;

async function write(folder, name, rows) {
	const file = join(folder, name);

	await writeFile(file, writeCsv(COLUMNS, rows));
	return file;
}

// A number by area and year, its parts by sex, a reason why there is none, and answers; one of a value
// alone, and one that has none.
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
