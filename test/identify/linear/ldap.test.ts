import { provePatternsLinear } from './prove.js';

provePatternsLinear('ldap');
