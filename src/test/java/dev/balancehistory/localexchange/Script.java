package dev.balancehistory.localexchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How one account, or all, or the clock shall misbehave: a queue used up one per request, then what is always done. */
final class Script {

    private final Deque<Misbehaviour> queue = new ArrayDeque<>();
    private Misbehaviour always;

    synchronized void next(List<Misbehaviour> misbehaviours) {
        queue.addAll(misbehaviours);
    }

    synchronized void always(Misbehaviour misbehaviour) {
        always = misbehaviour;
    }

    synchronized void clear() {
        queue.clear();
        always = null;
    }

    /** Returns the misbehaviour for a request; one that failed the checks gets only those for the wire. */
    synchronized Optional<Misbehaviour> take(boolean passed) {
        Misbehaviour turn = queue.isEmpty() ? always : queue.peek();
        if (turn == null || !(passed || turn.wireLevel())) {
            return Optional.empty();
        }
        queue.poll();
        return Optional.of(turn);
    }
}
