// The local policy of the organisation, as the host page gives it: a text in the attribute, or a file of the same site.
//
// In: the value of the attribute `local`, or null where there is none.
// Out: `{ text }`, undefined where there is no policy; or `{ fault }`, words for the owner of the intranet.
// Never: asks another site for anything; reads what is in it.

const wrong = (place, words) => ({ fault: `The file ${place}: ${words}` });

export async function policy(given) {
  const value = given?.trim();
  if (!value || value[0] === "{") return { text: value || undefined };
  try {
    const url = new URL(value, document.baseURI);
    if (url.origin !== location.origin) return wrong(url, "it is of another site. Put it on the site of this page.");
    // Asked for afresh, so that a new edition is seen at once. A way that leads to another site is not followed.
    const response = await fetch(url, { mode: "same-origin", cache: "no-cache" });
    if (!response.ok) return wrong(value, `it is missing: the server answered ${response.status}.`);
    if (/html/.test(response.headers.get("content-type"))) return wrong(value, "a web page came in its place.");
    return { text: await response.text() };
  } catch (why) {
    return wrong(value, `it could not be fetched (${why.message}).`);
  }
}
