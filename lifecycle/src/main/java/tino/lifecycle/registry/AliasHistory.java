package tino.lifecycle.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the history of an alias says about going back. */
final class AliasHistory {
    private AliasHistory() {}

    /**
     * The version to return to. The history is a stack: an assignment puts a version on it, a rollback takes the top away,
     * so that going back twice goes back two and does not swing between two.
     *
     * @param history oldest first
     */
    static Optional<Integer> beforeCurrent(List<AliasChange> history) {
        Deque<Integer> stack = new ArrayDeque<>();
        for (AliasChange change : history) {
            if (change.action() == AliasChange.Action.ROLLED_BACK) {
                stack.pop();
            } else if (stack.isEmpty() || stack.peek() != change.number()) {
                stack.push(change.number());
            }
        }
        return stack.stream().skip(1).findFirst();
    }
}
