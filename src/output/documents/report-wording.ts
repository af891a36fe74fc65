import type { Dataset } from "../../model/dataset.ts";
import type { FigureChart } from "../../model/printed.ts";
import type { NoticeWording } from "./notice.ts";

/** What pages, workbooks, notices and data sets need of a family. */
export interface ReportWording {
	/** The figures that readers look at over years. */
	readonly charts: readonly FigureChart[];
	/** What a notice to an issuer says around its findings. */
	readonly notice: NoticeWording;
	/** The scoring that is used where a deployment has none of its own, as YAML. */
	readonly scoreScheme: string;
	/** The data set, derived from the family's schema. */
	readonly dataset: Dataset;
	/** The Chinese label of a figure's path. */
	readonly labelOf: (path: string) => string;
	/** The Chinese name of a table, section or other place that findings point to, such as `sections.overview`. */
	readonly placeLabelOf: (place: string) => string;
	/** JSON Schema and codebook, by file name, derived from the family's schema. */
	readonly descriptions: () => Readonly<Record<string, string>>;
}

/** The same with the family's name, which goes into what is made of it. */
export interface NamedWording extends ReportWording {
	readonly name: string;
}
