package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ToOne;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.HibernateSchemaManagementTool;
import org.hibernate.tool.schema.internal.SchemaManagementToolInitiator;
import org.hibernate.tool.schema.spi.SchemaCreator;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.tool.schema.spi.SchemaMigrator;
import org.hibernate.tool.schema.spi.SchemaPopulator;
import org.hibernate.tool.schema.spi.SchemaValidator;

/**
 * References that are never null, and may lead to a hidden row all the same. Where its columns are NOT NULL, Hibernate
 * joins the row as if it were there, and does not find the owner when it is not, or fails. So the columns may be null while
 * Hibernate builds its runtime model, and may not again before anybody creates or checks a schema.
 */
final class MayLeadNowhere implements StandardServiceInitiator<SchemaManagementTool> {

    @Override
    public Class<SchemaManagementTool> getServiceInitiated() {
        return SchemaManagementTool.class;
    }

    @Override
    public SchemaManagementTool initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        SchemaManagementTool own = SchemaManagementToolInitiator.INSTANCE.initiateService(settings, registry);
        return own.getClass() == HibernateSchemaManagementTool.class ? new Tool() : own;
    }

    /** Has Hibernate expect nothing at the end of a reference, where its tool for schemas is at hand. */
    static void expectNothing(SchemaManagementTool tool, ToOne reference) {
        if (tool instanceof Tool known && !reference.hasFormula()) {
            reference.getColumns().stream()
                    .filter(column -> !column.isNullable() && !isKey(column))
                    .forEach(known::lend);
        }
    }

    private static boolean isKey(Column column) {
        return column.getValue().getTable().getPrimaryKey() != null
                && column.getValue().getTable().getPrimaryKey().containsColumn(column);
    }

    /** The runtime model is built, and the columns are what they were. */
    static void done(SchemaManagementTool tool) {
        if (tool instanceof Tool known) {
            known.giveBack();
        }
    }

    private static final class Tool extends HibernateSchemaManagementTool {

        private static final long serialVersionUID = 1L;

        private final transient List<Column> lent = new ArrayList<>();

        private void lend(Column column) {
            column.setNullable(true);
            lent.add(column);
        }

        private void giveBack() {
            lent.forEach(column -> column.setNullable(false));
            lent.clear();
        }

        @Override
        public SchemaCreator getSchemaCreator(Map<String, Object> options) {
            giveBack();
            return SilentSchema.of(super.getSchemaCreator(options));
        }

        @Override
        public SchemaMigrator getSchemaMigrator(Map<String, Object> options) {
            giveBack();
            return SilentSchema.of(super.getSchemaMigrator(options));
        }

        @Override
        public SchemaPopulator getSchemaPopulator(Map<String, Object> options) {
            return SilentSchema.of(super.getSchemaPopulator(options));
        }

        @Override
        public SchemaValidator getSchemaValidator(Map<String, Object> options) {
            giveBack();
            return super.getSchemaValidator(options);
        }
    }
}
