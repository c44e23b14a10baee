package dev.consent.jpa.hibernate;

import org.hibernate.engine.jdbc.LobCreator;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.format.FormatMapper;

/** How values are written while the factory is being built, when it has no options of its own yet. */
record BootOptions(SessionFactoryImplementor factory) implements WrapperOptions {

    @Override
    public SharedSessionContractImplementor getSession() {
        throw new UnsupportedOperationException("there is no session yet");
    }

    @Override
    public SessionFactoryImplementor getSessionFactory() {
        return factory;
    }

    @Override
    public LobCreator getLobCreator() {
        return factory.getJdbcServices().getLobCreator(getSession());
    }

    @Override
    public FormatMapper getXmlFormatMapper() {
        return factory.getSessionFactoryOptions().getXmlFormatMapper();
    }

    @Override
    public FormatMapper getJsonFormatMapper() {
        return factory.getSessionFactoryOptions().getJsonFormatMapper();
    }
}
