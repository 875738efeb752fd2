package dev.balancehistory.statement;

import dev.balancehistory.database.CheckedDatabase;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code statement}. */
final class StatementBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                WriteStatement.class,
                spec -> spec.supplier(context ->
                        new WriteStatement(context.bean(CheckedDatabase.class).dataSource())));
    }
}
