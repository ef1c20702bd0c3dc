// Focal loss (Lin et al., "Focal Loss for Dense Object Detection", 2017): cross-entropy in which a sample counts the less the surer the
// network is of its class, so that the many easy samples do not drown the few hard ones.
//   loss = -(1 - p)^gamma log p,   p: the probability of the sample's own class
// With gamma 0 it is cross-entropy; 2 is the paper's choice. Use it with `plugins: [ ./focal-loss.mjs ]` in the job.

/** @param {number} gamma from 0 up */
export function focalLoss(gamma) {
  return {
    name: `focal, gamma ${gamma}`,
    compute(logits, label, classes, into) {
      // Powers of differences to the largest logit never overflow; `rest` is 1 - p without the digits that a subtraction would lose.
      let largest = -Infinity;
      for (const logit of logits) largest = Math.max(largest, logit);
      let total = 0;
      let others = 0;
      for (let c = 0; c < classes; c++) {
        const power = Math.exp(logits[c] - largest);
        total += power;
        if (c !== label) others += power;
      }
      const logP = logits[label] - largest - Math.log(total);
      const rest = others / total;
      const slope = slopeOf(gamma, logP, rest);
      for (let c = 0; c < classes; c++) {
        const p = Math.exp(logits[c] - largest) / total;
        // d log p / d logit: 1 - p for the own class, -p for the others.
        into[c] = slope * (c === label ? rest : -p);
      }
      return -(rest ** gamma) * logP;
    },
  };
}

/** d loss / d log p. Where the network is sure (rest 0) it is the limit, for 0 times infinity is not a number. */
function slopeOf(gamma, logP, rest) {
  if (gamma === 0) return -1;
  if (rest === 0) return 0;
  return gamma * rest ** (gamma - 1) * Math.exp(logP) * logP - rest ** gamma;
}

export const loss = focalLoss(2);
