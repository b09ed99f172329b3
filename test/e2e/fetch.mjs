// HTTP without a browser: bytes as they travel, and only what was asked for.

import http from 'node:http';
import { gunzipSync } from 'node:zlib';

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

// One GET, no redirect followed: { status, headers, bytes (as sent), text }.
export function get(url, headers = {}) {
	return new Promise((resolve, reject) => {
		const request = http.get(url, { agent, headers: { 'Accept-Encoding': 'gzip', ...headers } }, (reply) => {
			const parts = [];

			reply.on('data', (part) => parts.push(part));
			reply.on('error', reject);
			reply.on('end', () => {
				const sent = Buffer.concat(parts);
				const isPacked = sent.length > 0 && reply.headers['content-encoding'] === 'gzip';
				const body = isPacked ? gunzipSync(sent) : sent;

				resolve({ status: reply.statusCode, headers: reply.headers, bytes: sent.length,
					text: body.toString('utf8') });
			});
		});

		request.on('error', reject);
	});
}

// Does body(item) for each item, `width` at a time; the results in the order of the items.
export async function each(items, width, body) {
	const results = new Array(items.length);
	let next = 0;
	const lane = async () => {
		while (next < items.length) {
			const place = next++;

			results[place] = await body(items[place], place);
		}
	};

	await Promise.all(Array.from({ length: width }, lane));
	return results;
}
