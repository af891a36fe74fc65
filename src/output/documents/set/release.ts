import type { Dataset, DatasetTable } from "../../../model/dataset.ts";
import type { PublishedFile } from "./published-file.ts";

/** Who publishes a set, and where it is found. */
export interface SetPublisher {
	/** A person or body, as it wants to be cited. */
	readonly name: string;
	/** Web address of the set's page; undefined where it has none. */
	readonly homepage?: string;
}

/** Who is named where nobody says who publishes. */
export const NO_PUBLISHER: SetPublisher = { name: "The gouji project" };

/** One release of a data set: what is in it, and as of when. The same content has the same release. */
export interface SetRelease {
	/** Name of its content: the key of the set's folder. */
	readonly content: string;
	/** ISO time of the newest retrieval of a report; undefined where no report tells when it was retrieved. */
	readonly asOf: string | undefined;
	readonly reports: number;
	/** First and last year reported on; undefined where no report tells its year. */
	readonly years: readonly [first: number, last: number] | undefined;
	readonly publisher: SetPublisher;
	/** Name and version of the program that made it. */
	readonly software?: string;
	/** The earlier release that `release_changes` compares with. */
	readonly since?: { readonly content: string; readonly version: string };
}

/** A set as its descriptions see it. */
export interface DescribedSet {
	readonly dataset: Pick<Dataset, "title" | "version">;
	readonly tables: readonly DatasetTable[];
	readonly release: SetRelease;
	/** Its files, in order of name; descriptions name those of data only. */
	readonly files: readonly PublishedFile[];
}

/** The ISO day as of which the set is; undefined where that is not known. */
export function dayOf({ asOf }: SetRelease): string | undefined {
	return asOf?.slice(0, 10);
}

/** Version of shape and content (semver.org): `1.1.0+20260315.0a1b2c3d4e5f6071`. */
export function versionOf(shape: string, release: SetRelease): string {
	const day = dayOf(release)?.replaceAll("-", "");
	return `${shape}+${day === undefined ? "" : `${day}.`}${release.content}`;
}

/** What the set is, in a few sentences for those who find it elsewhere. */
export function descriptionOf({ tables, release }: Pick<DescribedSet, "tables" | "release">): string {
	const { reports, years } = release;
	const span = years === undefined ? "" : ` for the years ${years[0]} to ${years[1]}`;
	return `Every figure of ${reports.toLocaleString("en")} annual reports on government information disclosure that Chinese government organs published${span}, read from the documents with page, place, text as printed and confidence, and checked by rules whose outcomes are in the set. Tables: ${tables.map(({ name }) => name).join(", ")}. A figure that is not there is null, never 0. Values were read by a program and not checked by the organs.`;
}

/** One table's file, or its years. */
export interface TableFiles {
	readonly table: DatasetTable;
	readonly files: readonly PublishedFile[];
	/** The file's path, or a pattern of the years' paths. */
	readonly path: string;
}

/** Files of every table in one format, tables without any left out: `reports.parquet`, or `reports.parquet/2023.parquet`. */
export function tableFiles({ tables, files }: Pick<DescribedSet, "tables" | "files">, format: "parquet" | "csv"): TableFiles[] {
	return tables.flatMap((table) => {
		const whole = `${table.name}.${format}`;
		const one = files.filter(({ name }) => name === whole);
		if (one.length > 0) return [{ table, files: one, path: whole }];
		const years = files.filter(({ name }) => name.startsWith(`${whole}/`));
		return years.length > 0 ? [{ table, files: years, path: `${whole}/*.${format}` }] : [];
	});
}

/** Subjects under which it is found. */
export const KEYWORDS = ["政府信息公开", "年度报告", "open government", "freedom of information", "China"] as const;

/** The licence's address. */
export const LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/";
