package tino.lifecycle.registry;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What the history of an alias says about the past. */
final class AliasHistory {
    private static final int NOBODY = 0;

    private AliasHistory() {}

    /**
     * The version to return to. The history is a stack: an assignment puts a version on it, a removal puts nobody on it, a
     * rollback takes away what is above the version it returned to; so going back twice goes back two and does not swing
     * between two.
     *
     * @param history oldest first
     * @param there whether a version is still there to be returned to
     */
    static Optional<Integer> beforeCurrent(List<AliasChange> history, IntPredicate there) {
        return stack(history).stream()
                .skip(1)
                .filter(number -> number != NOBODY && there.test(number))
                .findFirst();
    }

    /** Who had it before whoever has it now; empty if nobody had. @param history oldest first */
    static Optional<Integer> before(List<AliasChange> history) {
        return stack(history).stream().skip(1).findFirst().filter(number -> number != NOBODY);
    }

    private static Deque<Integer> stack(List<AliasChange> history) {
        Deque<Integer> stack = new ArrayDeque<>();
        for (AliasChange change : history) {
            switch (change.action()) {
                case ASSIGNED -> push(stack, change.number());
                case REMOVED -> push(stack, NOBODY);
                case ROLLED_BACK -> {
                    do {
                        stack.pop();
                    } while (!stack.isEmpty() && stack.peek() != change.number());
                }
            }
        }
        return stack;
    }

    private static void push(Deque<Integer> stack, int number) {
        if (stack.isEmpty() || stack.peek() != number) {
            stack.push(number);
        }
    }

    /** The version that had the alias at a time. @param history oldest first */
    static Optional<Integer> at(List<AliasChange> history, Instant time) {
        return history.stream()
                .filter(change -> !change.at().isAfter(time))
                .reduce((earlier, later) -> later)
                .filter(change -> change.action() != AliasChange.Action.REMOVED)
                .map(AliasChange::number);
    }
}
