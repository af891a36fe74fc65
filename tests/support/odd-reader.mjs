// Stands in for the reading process: does what the file's name says.
process.on("message", ({ id, file: path }) => {
	if (path.includes("hang")) return;
	if (path.includes("pages")) {
		for (let page = 0; page < 36; page++) process.send({ id, hasReadPage: true });
		const end = process.cpuUsage().user + 4_500_000;
		setTimeout(() => {
			while (process.cpuUsage().user < end);
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
