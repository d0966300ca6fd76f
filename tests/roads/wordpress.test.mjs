// WordPress, as docs/wordpress.md says: Debian's package on this computer, the plugin copied in with the planner's files,
// a page with the block and one with the shortcode, and the journey on both, as a visitor who is not signed in.
//
//   node --test tests/roads/wordpress.test.mjs        after `cargo xtask dist`

import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { missing, site } from "./site.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const lacks = missing();
if (lacks.length) throw new Error(`WordPress cannot be tried: there is no ${lacks.join(", no ")}. On Debian, \`cargo xtask test --only roads\` installs it.`);

const OWNER = { name: "owner", password: "a long pass phrase for one test" };
const wordpress = await site("Example intranet", OWNER);
after(() => wordpress.end());

process.env.BASE_URL = wordpress.address;
const { axe, ask, browser, named, open, ready, scene, shot, until } = await import("../browser/harness.mjs");
const { answerAll, at: onPage, begin, download, go, mine, says, scenario, soundWord } = await import("../browser/walk.mjs");

const PLUGIN = join(wordpress.files, "wp-content/plugins/engagement-planner");
const tables = () => wordpress.rows("SHOW TABLES");
const options = () => wordpress.rows("SELECT option_name FROM wp_options").filter((name) => !/transient|recently_|^cron$|^can_compress/.test(name)).sort();
let before;

// What stands on a page beside the planner, and the same page without one.
const WORDS = "<!-- wp:paragraph --><p>Plan how to work with people and communities.</p><!-- /wp:paragraph -->";
const paths = {};

let window;
/** The owner's window, signed in. */
async function owner() {
  if (window) return window;
  const context = await (await browser()).newContext({ locale: "en-GB", viewport: { width: 1400, height: 1000 }, reducedMotion: "reduce" });
  context.setDefaultTimeout(60_000);
  window = await context.newPage();
  await window.goto(`${wordpress.address}/wp-login.php`);
  await window.getByLabel("Username or Email Address").fill(OWNER.name);
  await window.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await window.getByRole("button", { name: "Log In" }).click();
  await window.waitForURL("**/wp-admin/**");
  return window;
}

test("the plugin is copied in and activated", async () => {
  const page = await owner();
  await page.goto(`${wordpress.address}/wp-admin/plugins.php`);
  before = { tables: tables(), options: options() };
  cpSync(at("examples/wordpress/engagement-planner"), PLUGIN, { recursive: true });
  await page.reload();
  await page.locator("#activate-engagement-planner").click();
  await page.getByText("Plugin activated.").waitFor();
  paths.bare = wordpress.page("Bare", WORDS);
  paths.shortcode = wordpress.page(
    "Shortcode",
    `${WORDS}<!-- wp:shortcode -->[engagement_planner organisation="Example Trust" heading_level="2"]<a href="mailto:involve@example.org">Write to the involvement team</a>[/engagement_planner]<!-- /wp:shortcode -->`,
  );
});

test("without the planner's files, the page says so, and tells the owner what to do", async () => {
  const host = await open({ path: paths.shortcode });
  await host.page.getByText("The planner is not ready yet. Please tell whoever looks after this site.").waitFor();
  assert.deepEqual(host.heard, []);
  await host.page.context().close();
  const page = await owner();
  await page.goto(wordpress.address + paths.shortcode);
  await page.getByText(/Copy the planner’s files into the folder assets of the plugin\./).waitFor();
  for (const name of readdirSync(at("dist")).filter((name) => /^engagement-planner\.js|-[0-9a-f]{10}\./.test(name))) {
    cpSync(join(at("dist"), name), join(PLUGIN, "assets", name));
  }
});

test("the block is added in the editor, with its settings beside it", async () => {
  const page = await owner();
  await page.goto(`${wordpress.address}/wp-admin/post-new.php?post_type=page`);
  await page.waitForFunction(() => window.wp?.blocks?.getBlockType("engagement-planner/planner") && window.wp.data.select("core/editor").getCurrentPostId());
  await page.evaluate(() => {
    const { dispatch } = window.wp.data;
    // A greeting would lie over the page.
    dispatch("core/preferences").set("core/edit-post", "welcomeGuide", false);
    dispatch("core/edit-post").openGeneralSidebar("edit-post/block");
    dispatch("core/editor").editPost({ title: "Block" });
    const block = window.wp.blocks.createBlock("engagement-planner/planner");
    const words = window.wp.blocks.createBlock("core/paragraph", { content: "Plan how to work with people and communities." });
    dispatch("core/block-editor").resetBlocks([words, block]);
    dispatch("core/block-editor").selectBlock(block.clientId);
  });
  await page.getByLabel("Name of your organisation").fill('Example "Trust" & <b>partners</b>');
  await page.getByLabel("Contact of your involvement team").fill('<a href="mailto:involve@example.org">Write to the involvement team</a><script>alert(1)</script>');
  await page.getByLabel("Level of its first heading").selectOption("3");
  await page.getByLabel("Level of its first heading").selectOption("2");
  await page.screenshot({ path: at("tests/browser/out/road-wordpress-editor.png") });
  const [link, invalid] = await page.evaluate(async () => {
    const { dispatch, select } = window.wp.data;
    await dispatch("core/editor").editPost({ status: "publish" });
    await dispatch("core/editor").savePost();
    const blocks = select("core/block-editor").getBlocks();
    return [select("core/editor").getPermalink(), blocks.filter((block) => !block.isValid).length];
  });
  assert.equal(invalid, 0);
  paths.block = new URL(link).pathname;
  // As the next editor of the page finds it.
  await page.reload();
  await page.waitForFunction(() => window.wp?.data?.select("core/block-editor").getBlocks().length === 2);
  const kept = await page.evaluate(() => window.wp.data.select("core/block-editor").getBlocks().map(({ name, isValid, attributes }) => ({ name, isValid, ...attributes })));
  assert.equal(kept[1].isValid, true);
  assert.equal(kept[1].organisation, 'Example "Trust" & <b>partners</b>');
});

/** What a page is, apart from the planner: what a guest must not change. */
const manners = (host) =>
  host.page.evaluate(() => {
    const style = (selector) => {
      const computed = getComputedStyle(document.querySelector(selector));
      return ["color", "backgroundColor", "fontFamily", "fontSize", "lineHeight", "marginTop", "display"].map((name) => `${selector} ${name}: ${computed[name]}`);
    };
    return {
      hash: location.hash,
      history: history.length,
      sheets: document.styleSheets.length - [...document.styleSheets].filter(({ ownerNode }) => /^wp-block-shortcode/.test(ownerNode?.id)).length,
      adopted: document.adoptedStyleSheets.length,
      globals: Object.getOwnPropertyNames(window).sort(),
      styles: ["html", "body", "h1", "main p", "header a", "footer"].filter((selector) => document.querySelector(selector)).flatMap(style),
    };
  });

let bare;
scene("a page without the planner has nothing of it", { path: "/" }, async (host) => {
  await host.page.goto(wordpress.address + paths.bare);
  assert.equal(await host.page.locator("script[src*='engagement-planner']").count(), 0);
  bare = await manners(host);
  assert.ok(bare.styles.length > 20, "there is a page to compare with");
});

for (const way of ["shortcode", "block"]) {
  scene(`the ${way}: from the start page to a Word file, on a page with a strict policy`, { path: "/" }, async (host) => {
    await host.page.goto(wordpress.address + paths[way]);
    await ready(host);
    const first = await manners(host);
    const words = await host.page.title();
    const organisation = way === "block" ? 'Example "Trust" & <b>partners</b>' : "Example Trust";
    assert.equal(await host.planner.getAttribute("organisation"), organisation);
    assert.equal(await host.page.locator("script[src*='engagement-planner.js']").getAttribute("type"), "module");
    assert.equal(await host.page.locator("engagement-planner script").count(), 0, "a contact brings no script");
    await named(host, "link", "Write to the involvement team").waitFor();
    await axe(host);
    await shot(host, `road-wordpress-${way}`);

    await begin(host);
    await axe(host);
    await answerAll(host, scenario("community-hospital-site").answers);
    await go(host, "See what we recommend");
    await onPage(host, "What we recommend");
    await axe(host);
    await until(async () => mine(host, "button", "Share").or(mine(host, "link", "Share")).count(), "the plan can be shared");
    await named(host, "button", "Share", host.planner.getByRole("navigation")).click();
    await onPage(host, "Share your plan");
    const plan = await ask(host, "plan");
    const file = await download(host, () => go(host, "Download Word file"));
    await says(host, `“${file.name}” is in your downloads.`);
    await soundWord(file, { title: plan.title, plan, holds: [] });
    await axe(host);

    // As many pages were opened in this window as there, and all else is as on the page without a planner.
    const { globals, ...rest } = await manners(host);
    const { globals: usual, ...same } = bare;
    assert.deepEqual(rest, same);
    assert.deepEqual(first.globals.filter((name) => !usual.includes(name)), []);
    const rules = ["axe", "__core-js_shared__"];
    assert.deepEqual(globals.filter((name) => !usual.includes(name) && !rules.includes(name)), [], "no name is added but those of the accessibility rules");
    assert.equal(await host.page.title(), words);
    const cookies = await host.page.context().cookies();
    assert.deepEqual(cookies, [], "no cookie is set");
    const sent = host.requests.filter(({ method, body }) => method !== "GET" || body);
    assert.deepEqual(sent, [], "nothing is sent");
  });
}

test("every word of the plugin can be translated", () => {
  const folder = at("examples/wordpress/engagement-planner");
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const template = [...read("languages/engagement-planner.pot").matchAll(/^msgid "(.+)"$/gm)].map(([, words]) => words);
  const used = ["engagement-planner.php", "block/editor.js"].flatMap((name) => [...read(name).matchAll(/\b__\(\s*'([^']*)'\s*,/g)].map(([, words]) => words));
  const { title, description } = JSON.parse(read("block/block.json"));
  assert.ok(used.length > 10, "there are words");
  assert.deepEqual([...new Set([...used, title, description])].sort(), template.sort());
});

test("what does not belong in the shortcode does no harm", async () => {
  const odd = wordpress.page(
    "Odd",
    `<!-- wp:shortcode -->[engagement_planner organisation='"><img src=x onerror=alert(1)>' heading_level="9" local="javascript:alert(1)" autosave="off" other="x"]<img src="x" onerror="alert(2)"><iframe src="https://example.com/"></iframe>[/engagement_planner]<!-- /wp:shortcode -->`,
  );
  const html = await (await fetch(wordpress.address + odd)).text();
  const [tag] = html.match(/<engagement-planner[^]*?<\/engagement-planner>/) ?? assert.fail(`no planner: ${html.slice(0, 500)}`);
  assert.match(tag, /heading-level="2"/);
  assert.match(tag, /autosave="off"/);
  assert.doesNotMatch(tag, /javascript:|<iframe|onerror="|<img src=x|other=/);
});

test("it can be taken away, and leaves nothing", async () => {
  const page = await owner();
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${wordpress.address}/wp-admin/plugins.php`);
  await page.locator("#deactivate-engagement-planner").click();
  await page.getByText("Plugin deactivated.").waitFor();
  await page.locator("#delete-engagement-planner").click();
  await until(() => !existsSync(PLUGIN), "the plugin's folder is gone");
  await page.reload();
  assert.equal(await page.locator("#activate-engagement-planner").count(), 0);
  assert.deepEqual(tables(), before.tables);
  assert.deepEqual(options(), before.options);
  assert.deepEqual(wordpress.rows("SELECT option_name FROM wp_options WHERE option_value LIKE '%engagement-planner%' AND option_name NOT LIKE '%transient%' AND option_name <> 'recently_activated'"), []);
  assert.deepEqual(wordpress.rows("SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%engagement%'"), []);
  const html = await (await fetch(wordpress.address + paths.block)).text();
  assert.doesNotMatch(html, /<engagement-planner|engagement-planner\.js/);
  assert.deepEqual(wordpress.complaints(), [], "PHP has nothing to say of the plugin");
});
