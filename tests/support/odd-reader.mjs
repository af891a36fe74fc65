// Stands in for the reading process: does what the file's name says.
process.on("message", ({ id, file: path }) => {
	if (path.includes("hang")) return;
	if (path.includes("pages")) {
		for (let page = 0; page < 36; page++) process.send({ id, hasReadPage: true });
		// The system's share counts too: on some machines to ask for the time takes most of it.
		const used = () => process.cpuUsage().user + process.cpuUsage().system;
		const end = used() + 4_500_000;
		setTimeout(() => {
			while (used() < end) for (let i = 0; i < 1e6; i++);
			process.send({ id, json: "{}" });
		}, 300);
		return;
	}
	if (path.includes("spin")) for (;;);
	if (path.includes("crash")) process.exit(7);
	if (path.includes("swell")) {
		const held = [];
		setInterval(() => held.push(Buffer.alloc(30_000_000, 1)), 5);
		return;
	}
	if (path.includes("refuse")) process.send({ id, error: { code: "not-a-report", message: "no report", hint: "Look." } });
	else if (path.includes("scan")) process.send({ id, json: "{}", isWithoutNative: true });
	else process.send({ id, json: JSON.stringify({ path, pid: process.pid }) });
});
process.on("disconnect", () => process.exit(0));
