package tino.server.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roles in the tables of tests, by how their names begin: {@code AD OP}. */
final class RoleLetters {
    private RoleLetters() {}

    static Set<Role> roles(String letters) {
        return Arrays.stream(letters.split(" "))
                .map(letter -> Stream.of(Role.values())
                        .filter(role -> role.name().startsWith(letter))
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
