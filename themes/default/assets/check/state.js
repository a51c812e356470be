// What holds of a recognition on a day: the rules of src/catalogue/recognition.rs, on which
// tests/vectors/state.tsv holds both. Days are whole days since 1970 in UTC.
const DAY = 864e5;

export const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
// The day in Viet Nam, whatever clock zone the phone is set to.
export const today = (now = Date.now()) => Math.floor((now + 7 * 36e5) / DAY);

// First and last day that a day, a month or a year may mean.
function span(stated) {
  const [year, month, date] = stated.split("-").map(Number);
  if (date) return [day(stated), day(stated)];
  const first = Date.UTC(year, month ? month - 1 : 0, 1), last = month ? Date.UTC(year, month, 0) : Date.UTC(year, 12, 0);
  return [first / DAY, last / DAY];
}

export function state(on, { ends, extended, revoked }) {
  if (revoked && day(revoked) <= on) return "thu-hoi";
  if (!ends) return "chua-ro";
  const of = (end) => {
    if (end < on) return extended && day(extended) >= on ? "keo-dai" : "het-han";
    return end - on <= 180 ? "sap-het-han" : "con-hieu-luc";
  };
  const [first, last] = span(ends).map(of);
  return first === last ? first : "chua-ro";
}

export const left = (on, ends) => (ends?.length === 10 ? day(ends) - on : null);
