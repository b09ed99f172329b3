// A database and the program that serves it, in a folder that goes away with them.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_MS = 20000;
const STOP_MS = 10000;

export class Server {
	#program;
	#process = null;
	#log = '';

	constructor(program, folder) {
		this.#program = program;
		this.folder = folder;
		this.database = join(folder, 'plan.db');
	}

	// Serves a new database that holds the plan of a folder, or nothing when there is none, and then what
	// the files of observations hold, each as a batch, and what a folder of tables says of them.
	static async begin(program, plan, why = 'first load', observations = [], meaning = null) {
		const server = new Server(program, await mkdtemp(join(tmpdir(), 'outturn-e2e-')));

		try {
			await server.command('init');
			if (plan)
				await server.import(plan, why);
			for (const file of observations)
				await server.command('load', file, '--profile', 'plain-long', '--who', 'A statistician',
					'--why', why);
			if (meaning)
				await server.import(meaning, why);
			await server.#serve();
		} catch (error) {
			await server.end();
			throw error;
		}
		return server;
	}

	// Runs `outturn` beside the server, on its database; gives what it prints.
	async command(name, ...words) {
		const { stdout } = await run(this.#program, [name, ...words, '--db', this.database]);

		return stdout;
	}

	import(plan, why) {
		return this.command('import', plan, '--who', 'A planner', '--why', why);
	}

	async #serve() {
		const child = spawn(this.#program,
			['serve', '--db', this.database, '--listen', '127.0.0.1:0'],
			{ stdio: ['ignore', 'pipe', 'pipe'] });

		this.#process = child;
		process.once('exit', () => child.kill('SIGKILL')); // nothing is left behind by a run that breaks off
		child.stderr.on('data', (text) => { this.#log += text; });
		this.stopped = new Promise((resolve) =>
			child.on('exit', (code, signal) => resolve(code ?? signal)));
		this.url = await this.#address(child);
	}

	#address(child) {
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error('the server did not start')), START_MS);

			createInterface(child.stdout).on('line', (line) => {
				const address = line.match(/http:\/\/[\w.:[\]]+/);

				if (!address)
					return;
				clearTimeout(late);
				resolve(address[0]);
			});
			child.on('exit', (code) => {
				clearTimeout(late);
				reject(new Error(`the server ended with ${code}: ${this.#log}`));
			});
		});
	}

	// What the server wrote to standard error: its log, and what a sanitizer finds.
	get log() {
		return this.#log;
	}

	get pid() {
		return this.#process.pid;
	}

	// Asks the server to end and waits; its exit code, or the signal that it took.
	async stop() {
		const late = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS);

		this.#process.kill('SIGTERM');
		const code = await this.stopped;
		clearTimeout(late);
		return code;
	}

	async end() {
		if (this.#process?.exitCode === null && this.#process.signalCode === null)
			await this.stop();
		await rm(this.folder, { recursive: true, force: true });
	}
}
