// Pages with one planted fault each: what looks for faults has to find them.

import { violations } from './accessible.mjs';
import { openPage } from './browser.mjs';
import * as geometry from './geometry.mjs';
import { walk } from './keyboard.mjs';

const page = (body, dir = 'ltr') => `<!DOCTYPE html><html lang="${dir === 'rtl' ? 'ar' : 'en'}" dir="${dir}">` +
	`<head><title>A page</title></head><body><main>${body}</main></body></html>`;
const at = (probe) => (tab) => tab.evaluate(probe);

const planted = {
	'what is wider than the window': [at(geometry.sideways), page('<p style="width:150vw">wide</p>')],
	'a text that leaves its figure': [at(geometry.figureTexts),
		page('<svg width="100" height="50" viewBox="0 0 100 50"><text x="80" y="20">leaves it</text></svg>')],
	'texts of a figure on each other': [at(geometry.figureTexts),
		page('<svg width="200" height="50"><text x="5" y="20">one</text><text x="10" y="22">two</text></svg>')],
	'texts on each other': [at(geometry.texts),
		page('<p>one text</p><p style="margin-block-start:-2.2em">another text</p>')],
	'a text that is cut off': [at(geometry.texts),
		page('<p style="width:3em;overflow:hidden;white-space:nowrap">longer than its box</p>')],
	'a table from the left in Arabic': [at(geometry.fromTheRight),
		page('<table dir="ltr"><tr><td>first</td><td>second</td></tr></table>', 'rtl')],
	'a dark ground on paper': [at(geometry.onPaper), page('<style>body{background:#112}</style><p>text</p>')],
	'a picture without words': [violations, page('<h1>A page</h1><img src="data:,">')],
	'too little contrast': [violations, page('<h1>A page</h1><p style="color:#aaa;background:#fff">grey</p>')],
	'a small target beside another': [violations,
		page('<h1>A page</h1><a href="#a" style="display:block;font:9px/10px serif">one</a>' +
			'<a href="#b" style="display:block;font:9px/10px serif">two</a>')],
	'a focus that is not seen': [walk, page('<style>a{outline:0 !important}</style><a href="#x">a link</a>')],
	'an order that goes back': [walk,
		page('<div style="display:flex;flex-direction:row-reverse"><a href="#a">one</a><a href="#b">two</a></div>')],
	'a control that takes no focus by Tab': [walk,
		page('<a href="#a">one</a><a href="#b">two</a>' +
			'<script>document.links[0].onfocus = () => document.links[0].blur()</script>')],
};

export async function plantedFaults(tap, browser) {
	const tab = await openPage(browser, 'about:');

	for (const [name, [probe, html]] of Object.entries(planted))
		await tap.run(`planted: ${name} is found`, async () => {
			await tab.setContent(html);
			return (await probe(tab)).length ? [] : 'it was not found';
		});
	await tab.context().close();
}
