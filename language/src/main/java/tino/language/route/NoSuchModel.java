package tino.language.route;

import java.util.List;

/** The model that the asker chose is not there, or not for this tier; or the tier is none. */
public final class NoSuchModel extends IllegalArgumentException {
    NoSuchModel(String what, List<String> known) {
        super(what + " Expected one of " + known + ".");
    }
}
