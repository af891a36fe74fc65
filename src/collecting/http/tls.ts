/** How the TLS of some hosts differs from the strict one. */
export interface TlsPolicy {
	readonly hosts: readonly string[];
	/** PEM text of intermediate certificates that the hosts do not send. */
	readonly ca?: string | undefined;
	/** Servers from before RFC 5746. */
	readonly legacy: boolean;
	/** Short keys, old ciphers. */
	readonly weak: boolean;
}

/** The policy for a host; undefined for the strict one. The first that names the host counts. */
export function tlsPolicyFor(host: string, policies: readonly TlsPolicy[]): TlsPolicy | undefined {
	return policies.find(({ hosts }) => hosts.includes(host));
}

/** A policy's name in the provenance: none for http, strict, or what it adds, such as ca+weak. */
export function tlsNameOf(url: URL, policies: readonly TlsPolicy[]): string {
	if (url.protocol === "http:") return "none";
	const policy = tlsPolicyFor(url.hostname, policies);
	const added = policy ? [policy.ca === undefined ? "" : "ca", policy.legacy ? "legacy" : "", policy.weak ? "weak" : ""] : [];
	return added.filter((name) => name !== "").join("+") || "strict";
}
