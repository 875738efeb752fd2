package dev.balancehistory.archive;

import dev.balancehistory.database.Sequences;
import dev.balancehistory.process.TextResource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;

/** The numbers of the accounts, in the table {@code account_name}, which stays on one node. */
final class AccountNumbers {
    private static final String NUMBERS = "select account_id, name from account_name where name = any (?)";

    private static final String ADD = TextResource.of(AccountNumbers.class, "account-numbers-add.sql");

    private final JdbcOperations jdbc;

    AccountNumbers(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the numbers of those names that have one. */
    Map<String, Integer> of(Collection<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        jdbc.query(
                NUMBERS,
                row -> {
                    numbers.put(row.getString("name"), row.getInt("account_id"));
                },
                (Object) names.toArray(String[]::new));
        return numbers;
    }

    /** Returns the numbers of the names, adding those that are new. */
    Map<String, Integer> ofOrAdded(Collection<String> names) {
        Map<String, Integer> numbers = of(names);
        if (numbers.size() < names.size()) {
            List<String> added =
                    names.stream().filter(name -> !numbers.containsKey(name)).toList();
            Sequences.advance(jdbc);
            jdbc.update(ADD, (Object) added.toArray(String[]::new));
            numbers.putAll(of(added));
        }
        return numbers;
    }
}
