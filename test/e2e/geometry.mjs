// What can be seen to be wrong with the layout of a page. Each function runs in the browser and gives
// its faults as sentences; it may use nothing outside of itself.

// Nothing makes the document scroll sideways.
export function sideways() {
	const root = document.documentElement;
	const faults = [];

	if (root.scrollWidth <= window.innerWidth)
		return faults;
	faults.push(`the document is ${root.scrollWidth} wide in a window of ${window.innerWidth}`);

	const scrolls = (element) => {
		for (let e = element.parentElement; e && e !== document.body; e = e.parentElement)
			if (getComputedStyle(e).overflowX !== 'visible')
				return true;
		return false;
	};

	for (const element of document.body.querySelectorAll('*')) {
		const box = element.getBoundingClientRect();
		const sticksOut = box.right > window.innerWidth + 1 || box.left < -1;

		if (box.width && sticksOut && element.checkVisibility() && !scrolls(element))
			faults.push(`<${element.localName} class="${element.getAttribute('class') ?? ''}"> ` +
				`from ${Math.round(box.left)} to ${Math.round(box.right)}`);
		if (faults.length > 6)
			break;
	}
	return faults;
}

// Shows what a page keeps folded, so that it is looked at as well.
export function unfold() {
	for (const details of document.querySelectorAll('main details'))
		details.open = true;
	return [];
}

// The texts of a figure lie inside of it and not on each other. A line box is taller than its
// letters, so that a fifth of its height may touch above and below.
export function figureTexts() {
	const faults = [];
	const name = (text) => `"${text.textContent.trim().slice(0, 40)}"`;

	for (const svg of document.querySelectorAll('main svg')) {
		const frame = svg.getBoundingClientRect();
		const boxes = [];

		if (frame.width === 0)
			continue;
		for (const text of svg.querySelectorAll('text')) {
			const box = text.getBoundingClientRect();
			const slack = box.height / 5;

			if (!text.textContent.trim() || box.width === 0)
				continue;
			if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
			    box.top + slack < frame.top || box.bottom - slack > frame.bottom)
				faults.push(`${name(text)} leaves its figure ${svg.id || svg.getAttribute('class')}: ` +
					`${Math.round(box.left)}..${Math.round(box.right)} of ` +
					`${Math.round(frame.left)}..${Math.round(frame.right)}, ` +
					`${Math.round(box.top)}..${Math.round(box.bottom)} of ` +
					`${Math.round(frame.top)}..${Math.round(frame.bottom)}`);
			boxes.push({ text, left: box.left + 0.5, right: box.right - 0.5,
				top: box.top + slack, bottom: box.bottom - slack });
		}
		for (let i = 0; i < boxes.length; i++)
			for (let j = i + 1; j < boxes.length; j++) {
				const [a, b] = [boxes[i], boxes[j]];

				if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
					faults.push(`${name(a.text)} lies on ${name(b.text)} in a figure`);
			}
	}
	return faults;
}

// No text lies on another, none is cut off without a way to scroll to it.
export function texts() {
	const faults = [];
	const boxes = [];
	const seen = new Map();

	// What the ancestors let through: a box that hides or scrolls its overflow.
	const windowOf = (element) => {
		if (!element || element === document.documentElement)
			return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
		if (seen.has(element))
			return seen.get(element);

		const style = getComputedStyle(element);
		const open = windowOf(element.parentElement);
		let own = open;

		if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
			const box = element.getBoundingClientRect();

			own = { left: Math.max(open.left, box.left), right: Math.min(open.right, box.right),
				top: Math.max(open.top, box.top), bottom: Math.min(open.bottom, box.bottom) };
			if (/hidden|clip/.test(style.overflowX) && box.width > 2 &&
			    element.scrollWidth > element.clientWidth + 1 && element.innerText?.trim())
				faults.push(`cut off: "${element.innerText.trim().slice(0, 40)}"`);
		}
		seen.set(element, own);
		return own;
	};

	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const range = document.createRange();

	while (walker.nextNode()) {
		const node = walker.currentNode;
		const parent = node.parentElement;

		if (!node.data.trim() || parent.closest('svg') || !parent.checkVisibility({ visibilityProperty: true }))
			continue;
		range.selectNodeContents(node);

		const open = windowOf(parent);

		for (const line of range.getClientRects()) {
			const slack = line.height / 5;
			const box = { node, left: Math.max(line.left, open.left), right: Math.min(line.right, open.right),
				top: Math.max(line.top + slack, open.top),
				bottom: Math.min(line.bottom - slack, open.bottom) };

			if (box.right - box.left > 2 && box.bottom > box.top)
				boxes.push(box);
		}
	}
	boxes.sort((a, b) => a.top - b.top);
	for (let i = 0; i < boxes.length && faults.length < 10; i++)
		for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
			const [a, b] = [boxes[i], boxes[j]];

			if (a.node !== b.node && a.left + 1 < b.right && b.left + 1 < a.right)
				faults.push(`"${a.node.data.trim().slice(0, 40)}" lies on "${b.node.data.trim().slice(0, 40)}"`);
		}
	return faults;
}

// A page in a language that is written from the right begins on the right.
export function fromTheRight() {
	const faults = [];
	const root = document.documentElement;

	if (root.dir !== 'rtl' || root.lang !== 'ar')
		faults.push(`<html lang="${root.lang}" dir="${root.dir}">`);
	for (const table of document.querySelectorAll('main table')) {
		// A text in another language reads in its own direction.
		if (table.closest('[lang="en"][dir="ltr"]'))
			continue;

		const row = [...table.rows].find((row) => row.cells.length > 1);
		const [first, second] = row ? [...row.cells].map((cell) => cell.getBoundingClientRect()) : [];

		if (first && first.width && first.left < second.right - 1)
			faults.push(`the first column is not on the right: "${row.innerText.slice(0, 60)}"`);
	}

	// Digits run from the left: units stand under units, at the right of their column.
	for (const cell of document.querySelectorAll('main td.number')) {
		const range = document.createRange();

		range.selectNodeContents(cell);
		const { right, width } = range.getBoundingClientRect();
		const edge = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight);

		if (width && !cell.closest('[lang="en"][dir="ltr"]') && edge - right > 2)
			faults.push(`a number is not at the right of its column: "${cell.innerText.slice(0, 60)}"`);
	}

	const crumbs = [...document.querySelectorAll('nav.crumbs li')].map((li) => li.getBoundingClientRect());

	if (crumbs.length > 1 && crumbs[0].top === crumbs[1].top && crumbs[0].left < crumbs[1].left)
		faults.push('the way to the page runs from the left');

	const navigation = [...document.querySelectorAll('nav.main-nav li')].map((li) => li.getBoundingClientRect());

	if (navigation.length > 1 && navigation[0].left < navigation[1].left && navigation[0].top === navigation[1].top)
		faults.push('the navigation runs from the left');

	// The start of a block is its right edge; a figure keeps to the box it is in.
	const main = document.querySelector('main').getBoundingClientRect();
	const style = getComputedStyle(document.querySelector('main'));
	const edge = main.right - parseFloat(style.paddingRight);

	for (const block of document.querySelectorAll('main > h1, main > p, main > section > h2')) {
		const box = block.getBoundingClientRect();

		if (box.width && Math.abs(box.right - edge) > 2)
			faults.push(`"${block.innerText.slice(0, 40)}" does not begin at the right edge`);
	}
	return faults;
}

// On paper: black on white, no navigation, nothing wider than the sheet.
export function onPaper() {
	const faults = [];
	const root = document.documentElement;
	const shown = (element) => element.checkVisibility();

	if (root.scrollWidth > window.innerWidth)
		faults.push(`${root.scrollWidth} wide on a sheet of ${window.innerWidth}`);
	for (const element of document.querySelectorAll('nav.main-nav, .view-menu, a.skip'))
		if (shown(element))
			faults.push(`<${element.localName} class="${element.className}"> is printed`);
	for (const element of [root, document.body]) {
		const colour = getComputedStyle(element).backgroundColor;

		if (!/^rgb\(255, 255, 255\)$|, 0\)$/.test(colour))
			faults.push(`the ground is ${colour}`);
	}
	if (!document.querySelector('main').innerText.trim())
		faults.push('nothing is printed');
	return faults;
}

// What a reader finds on the page, for comparing two ways of seeing it.
export function substance() {
	const main = document.querySelector('main');

	return {
		text: main.innerText.replace(/\s+/g, ' ').trim(),
		headings: [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => `${h.localName} ${h.innerText}`),
	};
}
