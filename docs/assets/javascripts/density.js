// How many awsvpc tasks fit on an instance and into the subnets, and what runs out first: the same
// as src/ecsnet/choose/density.py, held against one table of cases.

/**
 * Tasks of an instance type without and with trunking: false where trunking is unsupported, null
 * where no public source has a number.
 * @typedef {[number, number | false | null]} Limit
 *
 * @typedef {object} Demand
 * @property {string} type
 * @property {number} tasks
 * @property {boolean} trunking
 * @property {number | null} instances null: as many as it takes
 * @property {number} zones
 * @property {number} prefix of the one subnet in each zone
 * @property {number} maximum percent
 *
 * @typedef {object} Figures
 * @property {Record<string, Limit>} types
 * @property {number} reserved addresses of each subnet
 * @property {number} each addresses of a network interface
 *
 * @typedef {object} Plan
 * @property {number | null} per_instance
 * @property {"on" | "off" | "unsupported" | "unknown"} trunking
 * @property {number} peak
 * @property {number | null} instances
 * @property {number | null} instances_at_peak
 * @property {number | null} addresses
 * @property {number} usable
 * @property {number | null} most_by_enis
 * @property {number | null} most_by_addresses
 * @property {"" | "enis" | "addresses"} first
 */

/**
 * @param {Limit | undefined} known
 * @param {boolean} wanted
 * @returns {[number | null, Plan["trunking"]]}
 */
function perInstance(known, wanted) {
  if (!known) return [null, "unknown"];
  const [bare, trunked] = known;
  if (!wanted) return [bare, "off"];
  if (trunked === false) return [bare, "unsupported"];
  return [trunked, trunked === null ? "unknown" : "on"];
}

/**
 * @param {Record<string, Limit>} types
 * @param {string | null} name
 * @returns {Limit | undefined}
 */
export function limitOf(types, name) {
  return name !== null && Object.hasOwn(types, name) ? types[name] : undefined;
}

/**
 * The most tasks for which the subnets have addresses, with the instances that they take.
 * @param {Demand} demand
 * @param {{per: number, own: number, each: number, usable: number}} figures
 */
function mostByAddresses({ instances, zones }, { per, own, each, usable }) {
  let fits = 0;
  let most = zones * usable + 1;
  while (most - fits > 1) {
    const tasks = Math.floor((fits + most) / 2);
    const count = instances ?? Math.ceil(tasks / per);
    const taken = each * Math.ceil(tasks / zones) + own * Math.ceil(count / zones);
    if (taken <= usable) fits = tasks;
    else most = tasks;
  }
  return fits;
}

/**
 * @param {Figures} figures
 * @param {Demand} demand
 * @returns {Plan}
 */
export function plan({ types, reserved, each }, demand) {
  const [per, trunking] = perInstance(limitOf(types, demand.type), demand.trunking);
  const peak = Math.floor((demand.tasks * demand.maximum) / 100);
  const usable = 2 ** (32 - demand.prefix) - reserved;
  const atPeak = per ? Math.ceil(peak / per) : null;
  const count = demand.instances ?? atPeak;
  // An instance has its primary network interface and, with trunking, the trunk.
  const own = each * (trunking === "on" ? 2 : 1);
  let addresses = null;
  let byEnis = null;
  let byAddresses = null;
  if (per && count !== null) {
    addresses = each * peak + own * count;
    byAddresses = mostByAddresses(demand, { per, own, each, usable });
    if (demand.instances !== null) byEnis = demand.instances * per;
  }
  const most = Math.min(byEnis ?? Infinity, byAddresses ?? Infinity);
  return {
    per_instance: per,
    trunking,
    peak,
    instances: per ? Math.ceil(demand.tasks / per) : null,
    instances_at_peak: atPeak,
    addresses,
    usable: usable * demand.zones,
    most_by_enis: byEnis,
    most_by_addresses: byAddresses,
    first: most >= peak ? "" : byEnis === most ? "enis" : "addresses",
  };
}
