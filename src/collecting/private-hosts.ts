import { bareHost, isNamed, portOf } from "./http/addresses.ts";
import type { NightlyConfig } from "./sources/config.ts";
import type { Source } from "./sources/source-kinds.ts";

/**
 * Why a host of the operator's own network is not asked for a source; undefined where it may, or is none. Only sources that
 * stand on such a host lead to them, and to their own ports: a public site's links and redirects lead nowhere inside.
 */
export function privateRefusal(
	address: string,
	id: string | undefined,
	{ private_hosts: hosts, sources }: Pick<NightlyConfig, "private_hosts" | "sources">,
): string | undefined {
	const url = new URL(address);
	const isNamedWithPort = hosts.includes(`${url.hostname}:${portOf(url)}`);
	if (!isNamedWithPort && !hosts.includes(bareHost(url))) return undefined;
	const own = sources.filter((source) => id === undefined || source.id === id).flatMap(addressesOf);
	if (!own.some((one) => isNamed(one, hosts))) return `${url.host} is a private host, and the source is none of its own`;
	const isOwnPort = own.some((one) => one.hostname === url.hostname && portOf(one) === portOf(url));
	return isNamedWithPort || isOwnPort ? undefined : `${url.host} is a private host at a port that no source names`;
}

function addressesOf(source: Source): URL[] {
	const addresses = source.kind === "folder" ? [] : source.kind === "urls" ? source.urls : [source.url];
	const proxy = source.kind === "jcms" && source.proxy !== undefined ? [source.proxy] : [];
	return [...addresses, ...proxy].map((address) => new URL(address));
}
