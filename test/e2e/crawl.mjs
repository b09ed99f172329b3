// Every page of a server, found by following its links from the first one, and the routes that they
// belong to. The routes are read from the tables in src/web, so that a page that nothing leads to is
// found as well.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { each, get } from './fetch.mjs';

const WIDTH = 6;
const PAGES_MOST = 4000;

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescape = (text) => text.replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all);

// The addresses that a page leads to, with the places on them.
function links(html) {
	return [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map((found) => unescape(found[1]));
}

// Another view of a page that is crawled anyway: another language, another day.
function isOtherView(url) {
	return url.searchParams.has('lang') || url.searchParams.has('as-of');
}

async function visit(base, address) {
	const reply = await get(base + address);
	const isHtml = (reply.headers['content-type'] ?? '').startsWith('text/html');
	const isPage = isHtml && !reply.headers['content-disposition'];
	const isMoved = reply.status >= 301 && reply.status <= 308;

	return { address, ...reply, isHtml, isPage, isAnswer: reply.status === 200 || isMoved,
		links: isMoved ? [reply.headers.location] : isHtml ? links(reply.text) : [] };
}

// All that can be reached from the first page: address to what get() gives, and its links,
// whether it is HTML, a page of the site (not a file to be saved), and whether it answers or leads on.
export async function crawl(base) {
	const found = new Map();
	let wave = ['/'];

	while (wave.length) {
		const seen = await each(wave, WIDTH, (address) => visit(base, address));
		const next = new Set();

		for (const page of seen)
			found.set(page.address, page);
		for (const page of seen)
			for (const link of page.links) {
				const url = new URL(link, base + page.address);
				const address = url.pathname + url.search;

				if (url.origin === base && !isOtherView(url) && !found.has(address))
					next.add(address);
			}
		wave = [...next];
		if (found.size + wave.length > PAGES_MOST)
			throw new Error(`more than ${PAGES_MOST} pages; the last: ${wave.at(-1)}`);
	}
	return found;
}

// Places on pages that are linked to and do not exist: "/risk#R9 (from /)".
export function missingPlaces(base, pages) {
	const missing = [];

	for (const page of pages.values())
		for (const link of page.links.filter((link) => link.includes('#'))) {
			const url = new URL(link, base + page.address);
			const target = pages.get(url.pathname + url.search);
			const id = decodeURIComponent(url.hash.slice(1));

			if (id && target?.isHtml && !unescape(target.text).includes(`id="${id}"`))
				missing.push(`${link} (from ${page.address})`);
		}
	return missing;
}

// The patterns of all GET routes: "/node/:code".
export async function routePatterns(sources) {
	const names = (await readdir(sources)).filter((name) => name.endsWith('.c'));
	const texts = await Promise.all(names.map((name) => readFile(join(sources, name), 'utf8')));

	return texts.flatMap((text) =>
		[...text.matchAll(/METHOD_GET,\s*STR\("([^"]+)"\)/g)].map((found) => found[1]));
}

// The pattern that an address belongs to; a literal is preferred to a name, as the server does.
export function routeOf(patterns, address) {
	const segments = address.replace(/\?.*/, '').split('/');
	const fits = (pattern) => {
		const parts = pattern.split('/');

		return parts.length === segments.length &&
			parts.every((part, i) => part === segments[i] || (part[0] === ':' && segments[i]));
	};
	const names = (pattern) => pattern.split('/').filter((part) => part[0] === ':').length;

	return patterns.filter(fits).sort((a, b) => names(a) - names(b))[0];
}
