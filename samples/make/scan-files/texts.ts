import type { PagePlan } from "./page-file.ts";
import { deflated, pageFile } from "./page-file.ts";
import { CODINGS, partsOf } from "./pictures.ts";
import type { ScanFileKind } from "./whole.ts";
import { rounded, sizeOf, whole } from "./whole.ts";

const WORDS = "政府信息公开工作年度报告总体情况收到和处理申请数量结转下年度继续办理";
const hexOf = (text: string) => [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");

/** Words that are another line each time. */
const turned = <T>(words: readonly T[], by: number) => [...words.slice(by % words.length), ...words.slice(0, by % words.length)];
const chinese = (line: number) => `<${hexOf(turned([...WORDS], 7 * line).join(""))}>`;

/** Lines of text over a whole page: how they are painted, in what font, what each says. */
function lines(
	{ widthPt, heightPt }: Pick<PagePlan, "widthPt" | "heightPt">,
	look: string,
	{ font = "/F 10 Tf", say = chinese }: { readonly font?: string; readonly say?: (line: number) => string } = {},
): string {
	const place = (i: number) => `${rounded(widthPt * 0.1)} ${rounded(heightPt * (0.95 - i * 0.022))}`;
	return Array.from({ length: 40 }, (_, i) => `q ${look} BT ${font} ${place(i)} Td ${say(i)} Tj ET Q`).join("\n");
}

/** Text that nobody sees: painted under the picture, transparent, in no mode, cut off, switched off; and text that says nothing. */
export function under(): ScanFileKind[] {
	const over = (name: string, look: string, more: Partial<PagePlan> = {}): ScanFileKind => ({
		name: `text-${name}`,
		make: (image, dpi) => {
			const plan = whole(image, dpi);
			return pageFile({ ...plan, ...more, content: `${plan.content} ${lines(plan, look)}` });
		},
	});
	const layers = "/OCProperties << /OCGs [@Layer] /D << /OFF [@Layer] >> >>";
	return [
		over("in-mode-3", "3 Tr"),
		over("in-mode-7", "7 Tr"),
		over("at-opacity-0", "/A gs", { resources: "/ExtGState << /A << /ca 0 /CA 0 >> >>" }),
		over("cut-off", "0 0 0 0 re W n"),
		{
			name: "text-on-a-layer-that-is-off",
			make: (image, dpi) => {
				const plan = whole(image, dpi);
				return pageFile({
					...plan,
					catalog: layers,
					objects: { ...plan.objects, Layer: { entries: "/Type /OCG /Name (text)" } },
					resources: "/Properties << /L @Layer >>",
					content: `${plan.content} /OC /L BDC ${lines(plan, "")} EMC`,
				});
			},
		},
		{
			name: "text-in-a-form-at-opacity-0",
			make: (image, dpi) => {
				const plan = whole(image, dpi);
				const form = deflated(
					`/Type /XObject /Subtype /Form /BBox [0 0 ${plan.widthPt} ${plan.heightPt}] /Group << /S /Transparency >> /Resources << /Font << /F @Font >> >>`,
					lines(plan, ""),
				);
				const font = {
					entries:
						"/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>]",
				};
				return pageFile({
					...plan,
					objects: { ...plan.objects, Fm: form, Font: font },
					resources: "/ExtGState << /A << /ca 0 /CA 0 >> >>",
					content: `${plan.content} q /A gs /Fm Do Q`,
				});
			},
		},
		{
			name: "text-under-the-picture",
			make: (image, dpi) => {
				const plan = whole(image, dpi, "jpeg");
				return pageFile({ ...plan, content: `${lines(plan, "")} ${plan.content}` });
			},
		},
		{
			name: "text-under-strips",
			make: (image, dpi) => {
				const size = sizeOf(image, dpi);
				const parts = partsOf(image, image.width, 100);
				const objects = Object.fromEntries(
					parts.map(({ image: part }, i) => [`I${i}`, CODINGS.gray?.(part).picture ?? { entries: "" }]),
				);
				const paint = parts.map(
					({ image: part, y }, i) =>
						`q ${size.widthPt} 0 0 ${(part.height * 72) / dpi} 0 ${size.heightPt - ((y + part.height) * 72) / dpi} cm /I${i} Do Q`,
				);
				return pageFile({ ...size, objects, content: `${lines(size, "")} ${paint.join("\n")}` });
			},
		},
		...["latin", "questions", "codes", "rubbish"].map(garbled),
	];
}

/** What is left of Chinese text whose encoding was lost, by name. */
const GARBAGE: Readonly<Record<string, Parameters<typeof lines>[2]>> = {
	latin: {
		font: "/H 10 Tf",
		say: (i) => `(${turned(["\\326\\320", "\\271\\372", "\\325\\376", "\\270\\256", "12", "\\320\\305"], i).join(" ")} ${i})`,
	},
	questions: { font: "/H 10 Tf", say: (i) => `(${turned(["????", "??????", "???", "12"], i).join(" ")} ${i})` },
	codes: { font: "/H 10 Tf", say: (i) => `(${turned(['!"#$%&', "*+,-./", ":;<=>", "12"], i).join(" ")} ${i})` },
	rubbish: { say: (i) => `<${hexOf(turned([..."鎴愬憳鏀垮簻淇℃伅鍏紑宸ヤ綔骞村害鎶ュ憡"], i).join(""))}>` },
};

/** Text over the picture that cannot be what it says. */
function garbled(kind: string): ScanFileKind {
	return {
		name: `garbled-${kind}`,
		make: (image, dpi) => {
			const plan = whole(image, dpi);
			return pageFile({ ...plan, content: `${plan.content} ${lines(plan, "1 g", GARBAGE[kind])}` });
		},
	};
}
