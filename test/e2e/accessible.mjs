// axe-core on a page as it is now.

import axe from 'axe-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// The violations as sentences, with the element and axe's advice. It reaches the page through the
// debugger, so that the Content-Security-Policy stays as it is.
export async function violations(page) {
	if (!await page.evaluate(() => 'axe' in window))
		await page.evaluate(axe.source);

	const found = await page.evaluate(async (values) => {
		const result = await window.axe.run(document, { runOnly: { type: 'tag', values },
			rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false });

		return result.violations.flatMap((rule) => rule.nodes.map((node) =>
			`${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
	}, rules);

	return found;
}
