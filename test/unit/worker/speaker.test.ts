import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunEvent } from "../../../common/events.ts";
import { Speaker } from "../../../worker/speaker.ts";
import { TakenWords } from "../../../worker/taken-words.ts";

/** A worker of this rank, and what the coordinator heard of it. */
function aWorker(rank: number) {
  const heard: string[] = [];
  const members = { rank, taken: new TakenWords() };
  const answers = { untaken: undefined as number | undefined };
  const listener = {
    emit: (event: RunEvent) => Promise.resolve(void heard.push(event.event === "validation" ? `${event.step}` : "")),
    onTested: () => Promise.resolve(),
    untakenRound: () => answers.untaken,
  };
  return { speaker: new Speaker(listener, members), members, heard, answers };
}

async function rounds({ speaker }: ReturnType<typeof aWorker>, from: number, to: number): Promise<void> {
  for (let round = from; round < to; round++) {
    speaker.begin(round);
    await speaker.emit({ event: "validation", step: round, loss: 0, accuracy: 0 });
  }
}

test("what the coordinator has not taken is said again by the next speaker, however many rounds ago it was", async () => {
  const silent = aWorker(1);
  await rounds(silent, 0, 5);
  silent.members.taken.hear([1]);
  await rounds(silent, 5, 6);
  assert.deepEqual(silent.heard, []);
  silent.members.rank = 0;
  await silent.speaker.repeat();
  assert.deepEqual(silent.heard, ["2", "3", "4", "5"]);
});

test("the speaker knows what was taken, so that the others need not keep it", async () => {
  const speaking = aWorker(0);
  speaking.answers.untaken = 1;
  await rounds(speaking, 0, 4);
  assert.equal(speaking.members.taken.round, 0);
  speaking.answers.untaken = undefined;
  await rounds(speaking, 4, 5);
  assert.equal(speaking.members.taken.round, 3);
  assert.equal(speaking.speaker.spoken.length, 1);
});
