// What a browser does not show: headers, revalidation, refusals.

import { get } from './fetch.mjs';
import { same } from './tap.mjs';

const expected = {
	'content-security-policy': /^default-src 'none';(?!.*unsafe)/,
	'x-content-type-options': /^nosniff$/,
	'x-frame-options': /^DENY$/,
	'referrer-policy': /./,
	'content-encoding': /^gzip$/,
	etag: /^"/,
};

async function revalidation(base, address) {
	const first = await get(base + address);
	const again = await get(base + address, { 'If-None-Match': first.headers.etag });
	const other = await get(base + address, { 'If-None-Match': '"another"' });

	return [same('status', again.status, 304), same('bytes', again.bytes, 0),
		same('status with another tag', other.status, 200)];
}

export async function http(tap, full, longest) {
	const page = await get(full.url + '/');

	tap.told('http: a page has its headers', Object.entries(expected)
		.filter(([name, value]) => !value.test(page.headers[name] ?? ''))
		.map(([name]) => `${name}: ${page.headers[name]}`));
	for (const address of ['/', '/budget', '/framework'])
		await tap.run(`http: ${address} is not sent twice`, () => revalidation(full.url, address));
	await tap.run('http: a style sheet never changes', async () => {
		const style = await get(full.url + page.text.match(/rel="stylesheet" href="([^"]+)"/)[1]);

		return /immutable/.test(style.headers['cache-control']) ? [] : style.headers['cache-control'];
	});
	for (const [address, status] of [['/nothing/here', 404], ['/node/none', 404],
		['/assets/none.css', 404], ['/assets/%2e%2e%2fsecret', 400], ['/assets/..%2f..%2fetc%2fpasswd', 400]])
		await tap.run(`http: ${address} is refused with a page`, async () => {
			const reply = await get(full.url + address);

			return [same('status', reply.status, status), /<h1/.test(reply.text) ? null : 'no page'];
		});
	await tap.run('http: a day that is none is refused', async () =>
		same('status', (await get(`${full.url}/?as-of=tomorrow`)).status, 400));
	await tap.run('http: no text of a plan becomes markup', async () => {
		const all = await Promise.all(['/', '/framework', '/budget', '/risk', '/document', '/finding']
			.map((address) => get(longest.url + address)));

		return all.filter(({ text }) => /<script>alert|<img src=x|onmouseover="alert/.test(text))
			.map(({ text }) => text.match(/.{60}alert.{20}/s)?.[0]);
	});
}
