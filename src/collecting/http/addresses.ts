import { BlockList, isIP } from "node:net";

const PRIVATE = new BlockList();
const RANGES_4: readonly (readonly [string, number])[] = [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.0.2.0", 24],
	["192.88.99.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["198.51.100.0", 24],
	["203.0.113.0", 24],
	["224.0.0.0", 4],
	["240.0.0.0", 4],
];
/** What is given out as global unicast; anything else of IPv6 is refused, whatever it will be used for one day. */
const GLOBAL_6 = new BlockList();
GLOBAL_6.addSubnet("2000::", 3, "ipv6");
/** What of it is reserved, or leads to IPv4. */
const RANGES_6: readonly (readonly [string, number])[] = [
	["2001::", 23],
	["2001:db8::", 32],
	["2002::", 16],
	["3fff::", 20],
];
for (const [net, bits] of RANGES_4) PRIVATE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of RANGES_6) PRIVATE.addSubnet(net, bits, "ipv6");

/** Whether an IP address is private, local, reserved or no address at all; of IPv6 only global unicast is not. */
export function isPrivateAddress(address: string): boolean {
	const family = isIP(address);
	if (family === 0) return true;
	if (family === 4) return PRIVATE.check(address, "ipv4");
	return !GLOBAL_6.check(address, "ipv6") || PRIVATE.check(address, "ipv6");
}

/** The host of an address as URL gives it, IPv6 without brackets. */
export function bareHost(url: URL): string {
	return url.hostname.replace(/^\[|\]$/g, "");
}

/** Why an address must not be asked for; undefined where it may. Names are checked when they are looked up. */
export function refusal(url: URL, privateHosts: readonly string[]): string | undefined {
	if (url.protocol !== "http:" && url.protocol !== "https:") return `${url.protocol} is not fetched`;
	if (url.username !== "" || url.password !== "") return "addresses with a password are not fetched";
	const host = bareHost(url);
	if (isNamed(url, privateHosts)) return undefined;
	if (isIP(host) !== 0 && isPrivateAddress(host)) return `${host} is a private address`;
	if (host === "localhost" || host.endsWith(".localhost")) return `${host} is a private address`;
	return undefined;
}

/** The port that an address is asked at. */
export function portOf(url: URL): string {
	return url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
}

/** Whether a list of hosts, some with a port, names the host of an address; without a port, at any. */
export function isNamed(url: URL, hosts: readonly string[]): boolean {
	return hosts.includes(bareHost(url)) || hosts.includes(`${url.hostname}:${portOf(url)}`);
}
