// A demo in a folder of its own, as somebody new has it, gone afterwards.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const secondsToStart = 300; // The first start builds.

/** Answers `{ address, stop }` once the demo is ready. */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), "authoring-screens-"));
  const address = `http://127.0.0.1:${await freePort()}`;
  const server = spawn("dotnet", ["run", "--project", join(root, "src/Authoring.Web"), "--", "demo", "--urls", address], {
    cwd: folder,
    env: { ...process.env, Authoring__Seed: join(root, "seed/report") },
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = () => {
    if (server.exitCode === null) process.kill(-server.pid);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(address, server);
  } catch (error) {
    stop();
    throw error;
  }
  return { address, stop };
}

async function ready(address, server) {
  for (let second = 0; second < secondsToStart; second++) {
    if (server.exitCode !== null) throw new Error(`The demo ended with ${server.exitCode} before it was ready.`);
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  throw new Error(`The demo was not ready after ${secondsToStart} seconds.`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
