// Debian's Chromium, and pages of it that remember what went wrong on them.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
	'--disable-dev-shm-usage', '--font-render-hinting=none'];

export function browserIsMissing() {
	return existsSync(path) ? null : `no ${path}`;
}

export function openBrowser() {
	return chromium.launch({ executablePath: path, args: flags });
}

// A page whose `faults` collect console errors, refused content (CSP), failed requests, and requests
// that leave the server.
export async function openPage(browser, base, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 },
		colorScheme: 'light', locale: 'en', ...options });
	const page = await context.newPage();

	page.faults = [];
	page.on('console', (message) => {
		if (message.type() === 'error')
			page.faults.push(`console: ${message.text()} (${page.url()})`);
	});
	page.on('pageerror', (error) => page.faults.push(`script: ${error.message} (${page.url()})`));
	page.on('requestfailed', (request) => {
		if (!request.failure()?.errorText.includes('ERR_ABORTED'))
			page.faults.push(`request: ${request.url()} ${request.failure()?.errorText}`);
	});
	page.on('request', (request) => {
		if (!request.url().startsWith(base) && !request.url().startsWith('data:'))
			page.faults.push(`a request to elsewhere: ${request.url()}`);
	});
	return page;
}

// Goes to an address and gives the faults: also that the status is not the expected one.
export async function visit(page, url, status = 200) {
	page.faults.length = 0;
	const reply = await page.goto(url, { waitUntil: 'load' });
	const faults = [...page.faults];

	if (reply.status() !== status)
		faults.unshift(`status ${reply.status()} of ${url}`);
	return faults;
}
