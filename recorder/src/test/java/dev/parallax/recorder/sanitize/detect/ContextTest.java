package dev.parallax.recorder.sanitize.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextTest {

  /** A dash stands for no kind. */
  @ParameterizedTest
  @CsvSource({
    "firstName,, PERSON",
    "first_name,, PERSON",
    "firstname,, PERSON",
    "FIRST-NAME,, PERSON",
    "billingFirstName,, PERSON",
    "x-last-name,, PERSON",
    "vorname,, PERSON",
    "Prénom,, PERSON",
    "primer_apellido,, PERSON",
    "cardholderName,, PERSON",
    "name, customer, PERSON",
    "name, users, PERSON",
    "Name, billingAuthor, PERSON",
    "displayName, user, PERSON",
    "display_name, product, -",
    "name, shippingAddress, PERSON",
    "name, billing_details, PERSON",
    "user[name],, PERSON",
    "name, parent, -",
    "remote_addr,, -",
    "name, product, -",
    "name,, -",
    "title, user, -",
    "fileName, user, -",
    "street,, ADDRESS",
    "addressLine1,, ADDRESS",
    "shipping_address_2,, ADDRESS",
    "zip,, ADDRESS",
    "zipCode,, ADDRESS",
    "Straße,, ADDRESS",
    "PLZ,, ADDRESS",
    "codePostal,, ADDRESS",
    "city,, ADDRESS",
    "capacity,, -",
    "ipAddress,, IP",
    "mac_address,, MAC",
    "emailAddress,, EMAIL",
    "walletAddress,, -",
    "download_zip,, -",
    "dob,, BIRTH_DATE",
    "dateOfBirth,, BIRTH_DATE",
    "geburtsdatum,, BIRTH_DATE",
    "date_de_naissance,, BIRTH_DATE",
    "fecha_nacimiento,, BIRTH_DATE",
    "birthdayCard,, -",
    "createdAt,, -",
    "lat,, GEO",
    "latitude,, GEO",
    "home_lng,, GEO",
    "coordinates,, GEO",
    "flat,, -",
    "long,, GEO",
    "soLong,, -",
    "phoneNumber,, PHONE",
    "tel,, PHONE",
    "hotel,, -",
    "Handynummer,, PHONE",
    "cardNumber,, CARD",
    "iban,, IBAN",
    "ssn,, NATIONAL_ID",
    "customerSSN,, NATIONAL_ID",
    "taxId,, NATIONAL_ID",
    "steuerId,, NATIONAL_ID",
    "codice_fiscale,, NATIONAL_ID",
    "passportNumber,, NATIONAL_ID",
    "pan,, NATIONAL_ID",
    "japan,, -",
    "userPassword,, SECRET",
    "apiKey,, SECRET",
    "clientSecret,, SECRET",
    "nextPageToken,, -",
    "monkey,, -"
  })
  void tellsByWhatItIsCalled(String name, String parent, String kind) {
    Kind told = Context.of(name, parent == null ? "" : parent);
    assertThat(told == null ? "-" : told.name()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON, Ada, true",
    "PERSON, 17, false",
    "PERSON, true, false",
    "ADDRESS, 12a, true",
    "ADDRESS, null, false",
    "BIRTH_DATE, 31.12.1980, true",
    "BIRTH_DATE, unknown, false",
    "GEO, 52.52, true",
    "GEO, 52° 31' N, true",
    "GEO, Berlin, false",
    "PHONE, 1701234567, true",
    "PHONE, ask, false",
    "NATIONAL_ID, 123456789, true",
    "NATIONAL_ID, 0.5, false",
    "MAC, 001A2B3C4D5E, true",
    "MAC, none, false",
    "CARD, 4111 1111 1111 1112, true",
    "CARD, 1111, false",
    "EMAIL, bob@localhost, true",
    "EMAIL, yes, false"
  })
  void asksWhetherTheValueFits(Kind kind, String value, boolean fits) {
    assertThat(Context.fits(kind, value)).isEqualTo(fits);
  }
}
