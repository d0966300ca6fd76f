// The local policy of the organisation, as the host page gives it: a text in the attribute, or a file of the same site.
//
// In: the value of the attribute `local`, or null where there is none.
// Out: `{ text }`, undefined where there is no policy; or `{ fault }`, words for the owner of the intranet.
// Never: asks another site for anything; reads what is in it.

export async function policy(given) {
  const value = given?.trim();
  if (!value || value.startsWith("{")) return { text: value || undefined };
  let url;
  try {
    url = new URL(value, document.baseURI);
  } catch {
    return { fault: `The file: “${value.slice(0, 60)}” is no address. Write where the file stands, such as local.json.` };
  }
  const file = `The file ${url.pathname}`;
  if (url.origin !== location.origin) {
    return { fault: `The file: ${url.origin} is another site. Put the file on the site of this page, or its text in the attribute.` };
  }
  try {
    // Asked for afresh, so that a new edition is seen at once. A way that leads to another site is not followed.
    const response = await fetch(url, { mode: "same-origin", cache: "no-cache" });
    if (!response.ok) return { fault: `${file}: it is missing. The server answered ${response.status}.` };
    const type = response.headers.get("content-type") ?? "";
    if (/html/.test(type)) return { fault: `${file}: a web page came in its place, such as a page to sign in.` };
    return { text: await response.text() };
  } catch (why) {
    return { fault: `${file}: it could not be fetched (${why.message}).` };
  }
}
