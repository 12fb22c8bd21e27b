/** Metres between two places on the ground: the twin of `distance_m` in `inspection/domain/position.py`. */

const EARTH_M = 6_371_000; // mean radius

/** @param {{lat: number, lon: number}} one @param {{lat: number, lon: number}} other degrees @returns {number} */
export function distanceM(one, other) {
  const rad = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const half =
    Math.sin(rad(other.lat - one.lat) / 2) ** 2 +
    Math.cos(rad(one.lat)) * Math.cos(rad(other.lat)) * Math.sin(rad(other.lon - one.lon) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, half)));
}
