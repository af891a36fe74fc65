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

const NOT_KNOWN = "the server sends no whole chain of certificates, or one of its own: give its PEM file as ca, under tls:";
const OLD = "the server's keys or ciphers are old: weak: true under tls: accepts them";

/** What OpenSSL's and Node's codes mean for whoever configures a host. */
const MENDS: Readonly<Record<string, string>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: NOT_KNOWN,
	SELF_SIGNED_CERT_IN_CHAIN: NOT_KNOWN,
	UNABLE_TO_GET_ISSUER_CERT: NOT_KNOWN,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_KNOWN,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_KNOWN,
	ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: "the server is from before RFC 5746: legacy: true under tls: speaks to it",
	ERR_SSL_DH_KEY_TOO_SMALL: OLD,
	ERR_SSL_EE_KEY_TOO_SMALL: OLD,
	ERR_SSL_CA_KEY_TOO_SMALL: OLD,
	ERR_SSL_CA_MD_TOO_WEAK: OLD,
	ERR_SSL_UNSUPPORTED_PROTOCOL: OLD,
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: OLD,
	ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: OLD,
	CERT_HAS_EXPIRED: "only the site can mend it",
	ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is another host's; check the name in the address",
};

/** What to do where no connection came about by TLS, to be put behind the code; empty for any other code. */
export function tlsMend(code: string): string {
	const mend = MENDS[code];
	return mend === undefined ? "" : `; ${mend}`;
}
