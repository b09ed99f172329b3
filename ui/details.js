/*
 * What a reader has opened on a page, such as the table of a figure, is open again when he comes back
 * to it in the same tab. Storage may be forbidden, and then nothing is remembered.
 */

const PREFIX = "open:";

function load(storage, key) {
	try {
		return new Set(JSON.parse(storage.getItem(key) ?? "[]"));
	} catch {
		return new Set();
	}
}

function save(storage, key, open) {
	try {
		storage.setItem(key, JSON.stringify([...open]));
	} catch {
		/* Full or forbidden: it is a convenience. */
	}
}

export function rememberDetails(document, storage) {
	const key = PREFIX + document.location.pathname;
	const open = load(storage, key);

	document.querySelectorAll("main details").forEach((details, place) => {
		if (open.has(place)) details.open = true;
		details.addEventListener("toggle", () => {
			if (details.open) open.add(place);
			else open.delete(place);
			save(storage, key, open);
		});
	});
}
