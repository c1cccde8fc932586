// Which pages are shown, to whom. A page stands once, with the person who has most to do there.
const report = "/reports/sample-2025";

export const windows = [
  { name: "1440", width: 1440, height: 900 },
  { name: "1366", width: 1366, height: 768 },
  { name: "390", width: 390, height: 844, isMobile: true, hasTouch: true },
];

export const looks = ["light", "dark"];
export const languages = ["zh-CN", "en"];

/** `{}` in an address is the sample report's own. */
const pages = {
  "": ["/sign-in"],
  author1: ["/", "/todo", "/notices", "{}", "{}/sections/04-training", "{}/sections/05-service", "{}/cases", "{}/read"],
  "county-reviewer": ["/", "{}", "{}/review", "{}/sections/04-training"],
  editor: [
    "/",
    "/reports",
    "/reports/new",
    "{}",
    "{}?edit=true",
    "{}/sections/02-preface",
    "{}/sections/04-training",
    "{}/cases",
    "{}/cases/c01",
    "{}/figures",
    "{}/lists",
    "{}/review",
    "{}/board",
    "{}/sign-off",
    "{}/comments",
    "{}/history",
    "{}/history?text=sections/04-training",
    "{}/members",
    "{}/settings",
    "{}/chain",
    "{}/publish",
    "{}/read",
    "{}/print",
    "/account",
  ],
  admin: ["/", "/people", "/people?new=person", "/people?new=organisation", "/people/import", "/admin", "/chains", "/chains/1"],
};

export const scenes = Object.entries(pages).flatMap(([who, addresses]) =>
  addresses.map(address => ({ who, address: address.replace("{}", report) })),
);
