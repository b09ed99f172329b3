// Tables of a plan folder as lists of objects, and back.

export function parseCsv(text) {
	const rows = [[]];
	let cell = '';
	let quoted = false;

	for (let i = 0; i < text.length; i++) {
		const c = text[i];

		if (quoted && c === '"' && text[i + 1] === '"')
			cell += text[++i];
		else if (c === '"')
			quoted = !quoted;
		else if (!quoted && (c === ',' || c === '\n')) {
			rows.at(-1).push(cell);
			cell = '';
			if (c === '\n' && i + 1 < text.length)
				rows.push([]);
		} else
			cell += c;
	}

	const [names, ...lines] = rows;

	return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i] ?? ''])));
}

export function writeCsv(names, rows) {
	const quote = (cell) => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
	const line = (row) => names.map((name) => quote(row[name] ?? '')).join(',');

	return [names.join(','), ...rows.map(line)].join('\n') + '\n';
}
