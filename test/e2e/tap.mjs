// What is told of a run: TAP, one line a case, and what is wrong with a case as comments below it.

export class Tap {
	#count = 0;
	#failed = 0;

	// A case is passed when nothing is wrong with it; `faults` are sentences.
	told(name, faults) {
		const wrong = counted([faults].flat().filter(Boolean));
		const safe = name.replaceAll('#', '').replaceAll('\n', ' ');

		this.#count++;
		console.log(`${wrong.length ? 'not ok' : 'ok'} ${this.#count} - ${safe}`);
		this.#failed += wrong.length ? 1 : 0;
		for (const fault of wrong.slice(0, 20))
			this.note(fault);
		if (wrong.length > 20)
			this.note(`and ${wrong.length - 20} more`);
	}

	note(text) {
		for (const line of String(text).split('\n'))
			console.log(`# ${line.slice(0, 500)}`);
	}

	// Runs a case; what it returns are its faults, and what it throws is one.
	async run(name, body) {
		try {
			this.told(name, (await body()) ?? []);
		} catch (error) {
			this.told(name, error.stack ?? String(error));
		}
	}

	skip(why) {
		console.log(`1..0 # SKIP skipped: ${why}`);
	}

	// The plan stands last, so that a run that ends early is seen. Gives the exit code.
	end() {
		console.log(`1..${this.#count}`);
		return this.#failed ? 1 : 0;
	}
}

// Each fault once, with how often it was found.
function counted(faults) {
	const counts = new Map();

	for (const fault of faults)
		counts.set(fault, (counts.get(fault) ?? 0) + 1);
	return [...counts].map(([fault, count]) => count > 1 ? `${fault} (${count} times)` : fault);
}

// A fault when the two differ.
export function same(what, got, expected) {
	return got === expected ? null : `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`;
}
