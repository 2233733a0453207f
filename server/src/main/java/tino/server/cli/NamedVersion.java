package tino.server.cli;

import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;

/** A version as it is named on the command line, {@code model/number}. */
record NamedVersion(String model, int number) {

    /** @throws Failure if it is not of that form; the number is what follows the last slash */
    static NamedVersion parse(String text) {
        int slash = text.lastIndexOf('/');
        String number = text.substring(slash + 1);
        if (slash < 1 || !number.matches("[1-9]\\d{0,8}")) {
            throw new Failure(Exit.USAGE, "Expected MODEL/VERSION, e.g. marketplace-ranker/3, got '" + text + "'.");
        }
        return new NamedVersion(text.substring(0, slash), Integer.parseInt(number));
    }

    /** @throws Failure if there is none, naming those there are */
    ModelVersion find(Registry registry) {
        return registry.version(model, number)
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        registry.versions(model).isEmpty()
                                ? "There is no model '" + model + "', there are " + registry.models() + "."
                                : "There is no version " + number + " of '" + model + "', there are "
                                        + registry.versions(model).stream()
                                                .map(ModelVersion::number)
                                                .sorted()
                                                .toList()
                                        + "."));
    }
}
